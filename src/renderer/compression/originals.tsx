import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CompressionOverview } from '../../shared/compression'
import { compressionKey, request } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt } from '../app/toasts'
import { CurrentWork } from '../tasks/current-task'
import { putBack, sayWhatWent, usePuttingBack } from './compressing'
import classes from './compression.module.css'
import { compressionQueries } from './compression-queries'
import { OriginalsList } from './originals-list'

interface OriginalsProps {
  readonly originals: CompressionOverview['originals']
  /** Something else is under way. */
  readonly isBusy: boolean
}

/** The originals that are kept aside: put back, one or all, or let go in two steps. */
export function Originals({ originals, isBusy }: OriginalsProps) {
  const t = useWords()
  const client = useQueryClient()
  const [asked, ask] = useState<'put-back' | 'let-go' | null>(null)
  const [isListed, setListed] = useState(false)
  const [isSure, setSure] = useState(false)
  const { phase } = usePuttingBack()
  const { count, bytes } = originals
  if (count === 0) return null
  const close = () => {
    ask(null)
    setSure(false)
  }
  const letGo = () =>
    attempt(async () => {
      close()
      const done = await request('compression:let-go')
      client.setQueryData(compressionQueries.overview().queryKey, done.overview)
      await client.invalidateQueries({ queryKey: [compressionKey] })
      sayWhatWent(done)
    })
  return (
    <div className={classes.card}>
      <Text fw={500}>{t('compression.originals.title')}</Text>
      <Text>{t('compression.originals.text', { count, bytes })}</Text>
      {phase === 'running' && <CurrentWork work="put-back" />}
      <Group gap="sm">
        <Button variant="default" aria-expanded={isListed} onClick={() => setListed(!isListed)}>
          {t(isListed ? 'compression.originals.hide' : 'compression.originals.which')}
        </Button>
        <Button variant="default" disabled={isBusy} onClick={() => ask('put-back')}>
          {t('compression.originals.putBackAll')}
        </Button>
        <Button variant="default" disabled={isBusy} onClick={() => ask('let-go')}>
          {t('compression.originals.letGo')}
        </Button>
      </Group>
      {isListed && <OriginalsList isBusy={isBusy} />}
      <Modal
        opened={asked === 'put-back'}
        onClose={close}
        title={t('compression.originals.putBackTitle')}
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        <Stack>
          <Text>{t('compression.originals.putBackText', { count })}</Text>
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={close}>
              {t('app.cancel')}
            </Button>
            <Button
              onClick={() => {
                close()
                void putBack()
              }}
            >
              {t('compression.originals.putBackYes')}
            </Button>
          </Group>
        </Stack>
      </Modal>
      <Modal
        opened={asked === 'let-go'}
        onClose={close}
        title={t('compression.originals.letGoTitle')}
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        <Stack>
          <Text>{t('compression.originals.letGoText', { count, bytes })}</Text>
          <Checkbox
            label={t('compression.originals.letGoSure')}
            checked={isSure}
            onChange={({ currentTarget }) => setSure(currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={close}>
              {t('app.cancel')}
            </Button>
            <Button disabled={!isSure} onClick={() => void letGo()}>
              {t('compression.originals.letGoYes')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </div>
  )
}
