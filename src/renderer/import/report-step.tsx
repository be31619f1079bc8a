import { useQuery } from '@tanstack/react-query'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { WizardStep } from '../ui/wizard'
import { ReportFoot } from './report-foot'
import { ReportRows } from './report-rows'
import { ReportSummary } from './report-summary'
import { useImportSession } from './session'

/** Step five: what came over and what did not, now or of an earlier import. */
export function ReportStep() {
  const { importId } = useImportSession()
  return importId === null ? null : <Report key={importId} id={importId} />
}

function Report({ id }: { readonly id: number }) {
  const t = useWords()
  const { error: actionError } = useImportSession()
  const { data: report, error, refetch } = useQuery(queries.importReport(id))
  return (
    <WizardStep title={t('import.steps.report')} footer={report && <ReportFoot report={report} />}>
      {(scroller) => (
        <>
          {error && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
          {actionError !== null && <ErrorNotice error={actionError} />}
          {report && <ReportSummary report={report} />}
          {report && <ReportRows report={report} scroller={scroller} />}
        </>
      )}
    </WizardStep>
  )
}
