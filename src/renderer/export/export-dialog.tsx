import { Modal, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { CurrentWork } from '../tasks/current-task'
import { stopWork, useWork } from '../tasks/task'
import { WorkRunning } from '../tasks/task-dialog'
import { ErrorNotice } from '../ui/error-notice'
import { useExporting } from './export-cast'
import { ExportForm } from './export-form'
import { ExportResult } from './export-result'

interface ExportDialogProps {
  readonly campaignId: number
  readonly characterId: number | null
  readonly onClose: () => void
}

/** A cast for people: portraits by name, and a sheet to print. */
export function ExportDialog({ campaignId, characterId, onClose }: ExportDialogProps) {
  const t = useWords()
  const { phase, result, error } = useExporting()
  const { data: campaign } = useQuery(queries.campaign(campaignId))
  const isAsking = phase === 'idle' || phase === 'failed'
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(phase === 'done' ? 'export.doneTitle' : 'export.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {isAsking && campaign && (
        <Stack gap="md">
          {phase === 'failed' && (
            <ErrorNotice error={error} handlers={{ retry: null, 'choose-file': null }} />
          )}
          <ExportForm campaign={campaign} characterId={characterId} onClose={onClose} />
        </Stack>
      )}
      {phase === 'running' && <Running onClose={onClose} />}
      {phase === 'done' && result && <ExportResult exported={result} onClose={onClose} />}
    </Modal>
  )
}

function Running({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { told, isStopping } = useWork()
  return (
    <WorkRunning
      text={t('export.runningText')}
      cancelLabel={t('export.cancel')}
      isStopping={isStopping}
      mayCancel={told !== null}
      mayLeave={told !== null}
      onCancel={() => void stopWork()}
      onLeave={onClose}
    >
      <CurrentWork work="export" waiting={t('work.waiting')} />
    </WorkRunning>
  )
}
