import { Button, Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../app/i18n'
import { cancelTask, useTask } from '../tasks/task'
import { TaskLine } from '../tasks/task-line'
import { ErrorNotice } from '../ui/error-notice'
import {
  choose,
  compress,
  estimate,
  useChoice,
  useCompressing,
  useEstimating,
  usePuttingBack,
} from './compressing'
import classes from './compression.module.css'
import { compressionQueries } from './compression-queries'
import { EstimateFacts } from './estimate-facts'
import { LastRun } from './last-run'
import { Originals } from './originals'
import { PreviewDialog } from './preview-dialog'
import { WayChoice } from './way-choice'

const ways = ['webp-lossless', 'webp'] as const

/** Compresses the portraits of the library: preview, run, and how to restore the originals. */
export function CompressionSection() {
  const t = useWords()
  const settings = useChoice()
  const [isComparing, setComparing] = useState(false)
  const estimating = useEstimating()
  const compressing = useCompressing()
  const puttingBack = usePuttingBack()
  const { isRunning: isUnderWay, isStopping } = useTask('compress')
  const { data: overview } = useQuery(compressionQueries.overview())
  const isEstimating = estimating.phase === 'running'
  const isRunning = compressing.phase === 'running'
  const isBusy = isEstimating || isRunning || puttingBack.phase === 'running'
  const result = estimating.result
  return (
    <section className={classes.section}>
      <Title order={2} className={classes.sectionTitle}>
        {t('compression.title')}
      </Title>
      <Text>{t('compression.text')}</Text>
      <Text className={classes.note}>{t('compression.textNote')}</Text>
      {!isBusy && (
        <WayChoice
          label={t('compression.way')}
          ways={ways}
          {...settings}
          onWay={(way) => choose({ way })}
          onQuality={(quality) => choose({ quality })}
        />
      )}
      {isEstimating && <Text>{t('compression.estimating')}</Text>}
      {isRunning && <Text>{t('compression.running')}</Text>}
      {(isEstimating || isRunning) && (
        <>
          <TaskLine kind="compress" />
          <Group>
            <Button
              variant="default"
              loading={isStopping}
              onClick={() => void cancelTask('compress')}
            >
              {t(isRunning ? 'compression.cancel' : 'compression.stopEstimate')}
            </Button>
          </Group>
        </>
      )}
      {!isBusy && isUnderWay && <Text role="status">{t('compression.elsewhere')}</Text>}
      {estimating.phase === 'failed' && (
        <ErrorNotice error={estimating.error} handlers={{ retry: () => void estimate(settings) }} />
      )}
      {compressing.phase === 'failed' && (
        <ErrorNotice
          error={compressing.error}
          handlers={{ retry: () => void compress(settings) }}
        />
      )}
      {result && !isBusy && result.portraits > 0 && <EstimateFacts estimate={result} />}
      {result?.portraits === 0 && <Text role="status">{t('compression.nothingToDo')}</Text>}
      {!isBusy && (
        <Group gap="sm">
          <Button variant="default" onClick={() => setComparing(true)}>
            {t('compression.compare')}
          </Button>
          <Button variant={result ? 'default' : 'filled'} onClick={() => void estimate(settings)}>
            {t(result ? 'compression.estimateAgain' : 'compression.estimate')}
          </Button>
          {result && result.portraits > 0 && (
            <Button onClick={() => void compress(settings)}>{t('compression.start')}</Button>
          )}
        </Group>
      )}
      {overview?.job && !isBusy && <LastRun job={overview.job} />}
      {overview && <Originals originals={overview.originals} isBusy={isBusy} />}
      <PreviewDialog
        isOpen={isComparing}
        settings={settings}
        onChange={choose}
        onClose={() => setComparing(false)}
      />
    </section>
  )
}
