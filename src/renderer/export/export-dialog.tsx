import { Modal, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { cancelTask, useTask } from '../tasks/task'
import { TaskRunning } from '../tasks/task-dialog'
import { TaskLine } from '../tasks/task-line'
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
  const { progress, isStopping } = useTask('export')
  return (
    <TaskRunning
      text={t('export.runningText')}
      cancelLabel={t('export.cancel')}
      isStopping={isStopping}
      mayCancel={progress !== null}
      mayLeave={progress !== null}
      onCancel={() => void cancelTask('export')}
      onLeave={onClose}
    >
      <TaskLine kind="export" waiting={t('task.waiting')} />
    </TaskRunning>
  )
}
