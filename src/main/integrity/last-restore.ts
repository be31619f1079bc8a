import type { BackupState } from '../../shared/backup'

/** When a backup last took the library's place, as what was set aside tells; null for never. */
export function lastRestore({ setAside }: Pick<BackupState, 'setAside'>): string | null {
  const moments = setAside.map(({ madeAt }) => madeAt).sort()
  return moments.at(-1) ?? null
}
