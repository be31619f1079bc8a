import type { BackupState } from '../../shared/backup'
import { translator, useWords } from '../app/i18n'
import { moment } from '../ui/counts'

const dayMs = 24 * 60 * 60 * 1_000

/** When the last backup was made, where it is, and that it was verified. */
export function LastBackup({ state }: { readonly state: BackupState }) {
  const t = useWords()
  if (state.last === null) return t('backup.last.never')
  const { madeAt, where } = state.last
  return t('backup.last.where', { when: moment(madeAt), where })
}

/** “today”, “yesterday”, “3 days ago”. */
export function daysAgo(iso: string, now = new Date()): string {
  const days = Math.round((startOfDay(new Date(iso)) - startOfDay(now)) / dayMs)
  return new Intl.RelativeTimeFormat(translator.language, { numeric: 'auto' }).format(
    Math.min(0, days),
    'day',
  )
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
