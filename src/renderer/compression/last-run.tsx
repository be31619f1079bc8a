import { Button, Group, Text } from '@mantine/core'
import type { CompressionJob } from '../../shared/compression'
import { useWords } from '../app/i18n'
import { moment } from '../ui/counts'
import { compress, sentenceFor } from './compressing'
import classes from './compression.module.css'
import { LeftList } from './left-list'

/** What the newest run came to, and the way to go on with one that did not reach its end. */
export function LastRun({ job }: { readonly job: CompressionJob }) {
  const t = useWords()
  const { state, settings, endedAt, remaining, left } = job
  const isOpen = state !== 'done' && remaining > 0
  const how =
    settings.way === 'webp'
      ? `${t('compression.ways.webp')}, ${t('compression.qualityOf', settings).toLowerCase()}`
      : t('compression.ways.webp-lossless')
  return (
    <div className={classes.card} role="status">
      <Text fw={500}>
        {t(`compression.states.${state}`)}
        {endedAt && <span className={classes.quiet}> · {moment(endedAt)}</span>}
        <span className={classes.quiet}> · {how}</span>
      </Text>
      <Text>{sentenceFor(job)}</Text>
      {isOpen && <Text>{t('compression.remaining', { count: remaining })}</Text>}
      <LeftList left={left} />
      {isOpen && (
        <Group mt="xs">
          <Button variant="default" onClick={() => void compress(settings)}>
            {t('compression.continue')}
          </Button>
        </Group>
      )}
    </div>
  )
}
