import { Modal, Stack } from '@mantine/core'
import { useWords } from '../app/i18n'
import type { ExportScope } from '../app/navigation'
import { cancelTask, useTask } from '../tasks/task'
import { TaskRunning } from '../tasks/task-dialog'
import { TaskLine } from '../tasks/task-line'
import { ErrorNotice } from '../ui/error-notice'
import { useExporting } from './export-cast'
import { ExportForm } from './export-form'
import { ExportResult } from './export-result'

const titlesOf = {
  cast: { ask: 'export.title', done: 'export.doneTitle' },
  portraits: { ask: 'export.titlePortraits', done: 'export.doneTitlePortraits' },
} as const

interface ExportDialogProps {
  readonly scope: ExportScope
  readonly onClose: () => void
}

/** A cast for people: portraits by name, and a sheet to print; or chosen portraits alone. */
export function ExportDialog({ scope, onClose }: ExportDialogProps) {
  const t = useWords()
  const { phase, result, error } = useExporting()
  const isAsking = phase === 'idle' || phase === 'failed'
  const titles = titlesOf[scope.kind === 'portraits' ? 'portraits' : 'cast']
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(phase === 'done' ? titles.done : titles.ask)}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {isAsking && (
        <Stack gap="md">
          {phase === 'failed' && (
            <ErrorNotice error={error} handlers={{ retry: null, 'choose-file': null }} />
          )}
          <ExportForm scope={scope} onClose={onClose} />
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
