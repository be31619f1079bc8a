import type { BackupState } from '../../shared/backup'

/** When a backup last replaced the library, according to what was set aside; null for never. */
export function lastRestore({ setAside }: Pick<BackupState, 'setAside'>): string | null {
  const moments = setAside.map(({ madeAt }) => madeAt).sort()
  return moments.at(-1) ?? null
}
