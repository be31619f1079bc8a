import type { ErrorCode } from '../../../shared/errors'
import { importTasks, libraryTasks, type TaskKind } from '../../../shared/tasks'

interface Exclusion {
  readonly wanted: readonly TaskKind[]
  readonly running: readonly TaskKind[]
  /** What the one that wanted to begin throws. */
  readonly code: ErrorCode
}

/** They put another library in its place, or move it away: nothing may arrive in it during that time. */
const replacing = ['restore', 'move'] as const satisfies readonly TaskKind[]
/** They add or change records and pictures, some of which were paid for. */
const arriving = [
  'import',
  'import-undo',
  'add-pictures',
  'characters',
  'change-portraits',
  'order',
] as const satisfies readonly TaskKind[]

/** What may not begin while what runs. What no line names may run side by side. */
const exclusions: readonly Exclusion[] = [
  { wanted: libraryTasks, running: libraryTasks, code: 'backup-busy' },
  { wanted: importTasks, running: importTasks, code: 'import-busy' },
  { wanted: ['add-pictures'], running: ['add-pictures'], code: 'pictures-busy' },
  { wanted: ['characters'], running: ['characters'], code: 'characters-busy' },
  { wanted: ['change-portraits'], running: ['change-portraits'], code: 'portraits-busy' },
  { wanted: replacing, running: arriving, code: 'move-orders-running' },
  { wanted: arriving, running: replacing, code: 'backup-busy' },
]

/** Why a task of this kind may not begin beside a running one, or null when it may. */
export function exclusionOf(wanted: TaskKind, running: TaskKind): ErrorCode | null {
  const found = exclusions.find(
    (one) => one.wanted.includes(wanted) && one.running.includes(running),
  )
  return found?.code ?? null
}

/** What a task of this kind throws once it was cancelled. */
export function cancelCode(kind: TaskKind): ErrorCode {
  const isImport = importTasks.some((one) => one === kind)
  return isImport ? 'import-cancelled' : 'backup-cancelled'
}
