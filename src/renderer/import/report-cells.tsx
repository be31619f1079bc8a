import type { ImportRow } from '../../shared/legacy-import'
import { useWords } from '../app/i18n'
import { SmallFace } from '../portrait/small-face'
import { RowFace } from '../ui/row-face'
import { Email, NamedFace } from './row-cells'
import classes from './row-cells.module.css'
import { classWords, reasonSentence } from './row-words'
import { useImportedRecord } from './use-imported-record'

/** Who a row became, with the face that is shown now. */
export function CameAs({ row }: { readonly row: ImportRow }) {
  const t = useWords()
  const { record } = useImportedRecord(row)
  const note = (
    <>
      {t(`import.scan.kinds.${row.kind}`)}
      {row.originUser !== null && (
        <span className={classes.owner}>
          <Email address={row.originUser} />
        </span>
      )}
    </>
  )
  return (
    <NamedFace name={row.name} note={note}>
      {record ? (
        <SmallFace kind={row.kind} portrayed={record} />
      ) : (
        <RowFace url={null} isLost={row.outcome === 'needs-you'} />
      )}
    </NamedFace>
  )
}

/** The outcome of a row, why, and whether it was settled since. */
export function OutcomeWords({ row }: { readonly row: ImportRow }) {
  const t = useWords()
  const { hasPortrait } = useImportedRecord(row)
  const needsYou = row.outcome === 'needs-you'
  const isSettled = needsYou && hasPortrait
  const reason = reasonSentence(row)
  return (
    <span className={classes.found} data-lost={(needsYou && !isSettled) || undefined}>
      <span className={classes.class}>
        {row.outcome ? t(`import.outcome.${row.outcome}`) : classWords(row)}
      </span>
      <span className={classes.note}>
        {isSettled ? t('import.report.settled') : `${classWords(row)}. ${reason ?? ''}`}
      </span>
    </span>
  )
}
