import type { ReactNode } from 'react'
import { type ImportRow, importPictureUrl } from '../../shared/legacy-import'
import { useWords } from '../app/i18n'
import { RowFace } from '../ui/row-face'
import classes from './row-cells.module.css'
import { classWords, reasonSentence } from './row-words'

const intactClasses: readonly ImportRow['class'][] = [
  'local-ok',
  'local-mislabelled-format',
  'dicebear',
  'none',
]

/** Whether something is the matter with the portrait that a row names. */
function isLost(row: ImportRow): boolean {
  return row.reason !== null && !intactClasses.includes(row.class)
}

/** A row's picture and name as the look shows them. */
export function ScannedPortrait({
  row,
  scanNumber,
}: {
  readonly row: ImportRow
  readonly scanNumber: number
}) {
  const url = row.hasPicture ? importPictureUrl(row.index, scanNumber) : null
  return (
    <NamedFace name={row.name}>
      <RowFace url={url} isLost={isLost(row)} />
    </NamedFace>
  )
}

interface NamedFaceProps {
  readonly name: string
  readonly note?: ReactNode
  /** The face. */
  readonly children: ReactNode
}

/** A face with its name beside it. */
export function NamedFace({ name, note, children }: NamedFaceProps) {
  return (
    <span className={classes.who}>
      {children}
      <span className={classes.words}>
        <span className={classes.name} dir="auto" title={name.length > 60 ? name : undefined}>
          {name}
        </span>
        {note && <span className={classes.note}>{note}</span>}
      </span>
    </span>
  )
}

/** What a row's portrait is, and why it is not simply there. */
export function OldPortraitWords({ row }: { readonly row: ImportRow }) {
  const reason = reasonSentence(row)
  return (
    <span className={classes.found} data-lost={isLost(row) || undefined}>
      <span className={classes.class}>{classWords(row)}</span>
      {reason && <span className={classes.note}>{reason}</span>}
    </span>
  )
}

/** Whose it was. */
export function Owner({ row }: { readonly row: ImportRow }) {
  const t = useWords()
  return (
    <span className={classes.owner}>
      {row.originUser === null ? t('import.scan.noOwner') : <Email address={row.originUser} />}
    </span>
  )
}

/** An e-mail address, broken before its @ where it is too long. */
export function Email({ address }: { readonly address: string }) {
  const at = address.lastIndexOf('@')
  if (at < 1) return address
  return (
    <>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </>
  )
}
