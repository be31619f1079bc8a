import { Alert } from '@mantine/core'
import { AppError } from '../../shared/errors'
import type { ImportReport } from '../../shared/legacy-import'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { countList, moment } from '../ui/counts'
import { ReportClasses } from './report-classes'
import classes from './report-step.module.css'
import { FactLists } from './scan-notes'
import { useUndone } from './undone'
import { UndoneNotice } from './undone-notice'

/** What the import came to, in a few sentences and with sums that add up. */
export function ReportSummary({ report }: { readonly report: ImportReport }) {
  const t = useWords()
  const undone = useUndone(report.id)
  const { messages, loosePortraits, sourceName: name, startedAt, error } = report
  const also = countList({ messages, loosePortraits })
  return (
    <>
      <p className={classes.from}>{t('import.report.from', { name, when: moment(startedAt) })}</p>
      <Stopped report={report} />
      {error && (
        <Alert my="md" role="alert">
          {sentenceOf(new AppError(error.code, error.details))}
        </Alert>
      )}
      {undone && <UndoneNotice undone={undone} />}
      {report.state !== 'undone' && (
        <>
          <p className={classes.result}>
            {came(t, report)} <NeedsYou report={report} />
          </p>
          {also !== '' && <p className={classes.also}>{t('import.report.also', { list: also })}</p>}
        </>
      )}
      <ReportClasses classes={report.classes} />
      <FactLists {...report} />
    </>
  )
}

/** How the import ended, where it did not end by itself. */
function Stopped({ report }: { readonly report: ImportReport }) {
  const t = useWords()
  const { state, done, total } = report
  if (state === 'done' || state === 'running') return null
  return (
    <Alert my="md" role="note">
      {t(`import.report.${state}`, { done, total })}
    </Alert>
  )
}

function NeedsYou({ report }: { readonly report: ImportReport }) {
  const t = useWords()
  const skipped = report.outcomes.skipped ?? 0
  return (
    <>
      {report.needsYou > 0 && (
        <span className={classes.needsYou}>
          {t('import.report.needsYou', { count: report.needsYou })}{' '}
        </span>
      )}
      {skipped > 0 && t('import.report.skipped', { count: skipped })}
    </>
  )
}

function came(t: ReturnType<typeof useWords>, report: ImportReport): string {
  const { total, outcomes } = report
  const whole = (outcomes.imported ?? 0) + (outcomes.recovered ?? 0) + (outcomes.placeholder ?? 0)
  if (total === 0) return report.loosePortraits > 0 ? '' : t('import.report.emptyCame')
  return whole === total
    ? t('import.report.allCame', { count: total })
    : t('import.report.someCame', { came: whole, total })
}
