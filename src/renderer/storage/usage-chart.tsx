import type { StorageUsage } from '../../shared/storage'
import { translator, useWords } from '../app/i18n'
import classes from './usage.module.css'

const kinds = [
  'portraits',
  'trash',
  'thumbnails',
  'database',
  'databaseCopies',
  'setAside',
  'quarantine',
  'other',
] as const
type Kind = (typeof kinds)[number]

/** What takes up the room as one bar, and the same as a list with names and numbers. */
export function UsageChart({ usage }: { readonly usage: StorageUsage }) {
  const t = useWords()
  const parts = partsOf(usage)
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  return (
    <>
      <div className={classes.bar} role="img" aria-label={t('storage.chart')}>
        {parts.map(({ kind, bytes }) => (
          <div
            key={kind}
            className={classes.segment}
            data-kind={kind}
            style={{ flexGrow: bytes, flexBasis: 0 }}
          />
        ))}
      </div>
      <ul className={classes.kinds} aria-label={t('storage.kinds')}>
        {parts.map(({ kind, bytes }) => (
          <li key={kind} className={classes.kind} data-kind={kind}>
            <span className={classes.swatch} aria-hidden />
            <span className={classes.name}>{t(`storage.kind.${kind}`)}</span>
            <span className={classes.number}>{t('backup.bytes', { bytes })}</span>
            <span className={classes.share}>{shareOf(bytes, total)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Everything together, in bytes. */
export function totalOf(usage: StorageUsage): number {
  return Object.values(usage.kinds).reduce((sum, bytes) => sum + bytes, 0)
}

function partsOf({ kinds: measured, trashedBytes }: StorageUsage): { kind: Kind; bytes: number }[] {
  // A row may outlive its file.
  const trash = Math.min(trashedBytes, measured.portraits)
  const all = { ...measured, portraits: measured.portraits - trash, trash }
  return kinds.map((kind) => ({ kind, bytes: all[kind] })).filter(({ bytes }) => bytes > 0)
}

function shareOf(bytes: number, total: number): string {
  const share = total === 0 ? 0 : bytes / total
  const shape = { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 } as const
  return new Intl.NumberFormat(translator.language, shape).format(share)
}
