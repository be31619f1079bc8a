import { useWords } from '../app/i18n'
import type { ExportScope } from '../app/navigation'
import { TaskDialog } from '../tasks/task-dialog'
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
  const outcome = useExporting()
  const titles = titlesOf[scope.kind === 'portraits' ? 'portraits' : 'cast']
  return (
    <TaskDialog
      kind="export"
      title={t(outcome.phase === 'done' ? titles.done : titles.ask)}
      outcome={outcome}
      form={<ExportForm scope={scope} onClose={onClose} />}
      text={t('export.runningText')}
      cancelLabel={t('export.cancel')}
      waiting={t('task.waiting')}
      renderResult={(exported) => <ExportResult exported={exported} onClose={onClose} />}
      onClose={onClose}
    />
  )
}
