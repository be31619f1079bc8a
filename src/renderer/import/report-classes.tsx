import { type ImportReport, oldPortraitClasses } from '../../shared/legacy-import'
import { translator, useWords } from '../app/i18n'
import classes from './report-step.module.css'

/** What the old app had, class by class; the sum is the number of rows. */
export function ReportClasses({ classes: counts }: Pick<ImportReport, 'classes'>) {
  const t = useWords()
  const found = oldPortraitClasses.flatMap((sort) => {
    const count = counts[sort] ?? 0
    return count === 0 ? [] : [{ sort, count }]
  })
  if (found.length === 0) return null
  const shown = new Intl.NumberFormat(translator.language)
  const total = found.reduce((sum, { count }) => sum + count, 0)
  return (
    <details className={classes.folded}>
      <summary className={classes.foldedTitle}>{t('import.report.classes')}</summary>
      <table className={classes.classes}>
        <thead>
          <tr>
            <th scope="col">{t('import.report.class')}</th>
            <th scope="col">{t('import.report.rowsCount')}</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ sort, count }) => (
            <tr key={sort}>
              <td>{t(`import.class.${sort}`)}</td>
              <td>{shown.format(count)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('import.report.total')}</th>
            <td>{shown.format(total)}</td>
          </tr>
        </tfoot>
      </table>
    </details>
  )
}
