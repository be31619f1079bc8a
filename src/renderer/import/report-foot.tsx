import { Button, Group } from '@mantine/core'
import type { ImportReport } from '../../shared/legacy-import'
import { useWords } from '../app/i18n'
import { backToCampaign } from '../app/navigation'
import { SaveReport } from './save-report'
import { resumeImport, startOver } from './session-actions'
import { UndoImport } from './undo-import'

/** Ways on from a report: keep it, take the import back, go on with it, or be done. */
export function ReportFoot({ report }: { readonly report: ImportReport }) {
  const t = useWords()
  const wasCutOff = report.state === 'interrupted'
  const mayGoOn = wasCutOff || report.state === 'cancelled'
  const close = () => {
    startOver()
    backToCampaign()
  }
  return (
    <>
      <Group gap="sm">
        <SaveReport id={report.id} />
        {report.state !== 'undone' && <UndoImport id={report.id} />}
      </Group>
      <Group gap="sm">
        <Button variant={wasCutOff ? 'default' : 'filled'} onClick={close}>
          {t('import.report.done')}
        </Button>
        {mayGoOn && (
          <Button
            variant={wasCutOff ? 'filled' : 'default'}
            onClick={() => void resumeImport(report.id)}
          >
            {t('import.report.resume')}
          </Button>
        )}
      </Group>
    </>
  )
}
