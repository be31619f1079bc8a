/** They read or write all of the library, or change files that such a task reads: one of them at a time. */
export const libraryTasks = [
  'backup',
  'automatic',
  'verify',
  'restore',
  'restore-selected',
  'export',
  'check',
  'repair',
  'move',
  'thumbnails',
  'compress',
  'put-back',
] as const
export type LibraryTask = (typeof libraryTasks)[number]

/** They read an old library or change what came of it: one of them at a time. */
export const importTasks = ['scan', 'import', 'import-undo'] as const
export type ImportTask = (typeof importTasks)[number]

/** Everything that takes long, or that other tasks have to wait for. */
export const taskKinds = [
  ...libraryTasks,
  ...importTasks,
  'add-pictures',
  'characters',
  'change-portraits',
  'order',
] as const
export type TaskKind = (typeof taskKinds)[number]

export const taskSteps = [
  'backup-before',
  'database',
  'portraits',
  'verify',
  'stage',
  'swap',
  'copy',
  'thumbnails',
  'sample',
  'compress',
  'unpack',
  'copy-database',
  'read-database',
  'scan',
  'import',
  'undo',
  'add-pictures',
  'characters',
  'change-portraits',
] as const
export type TaskStep = (typeof taskSteps)[number]

/** How far a task is. Zero totals mean that it is not known yet. */
export interface TaskProgress {
  readonly step: TaskStep
  readonly done: number
  readonly total: number
  readonly doneBytes: number
  readonly totalBytes: number
  /** The subject or file being processed, where that is worth showing. */
  readonly now?: string
}

/** Sent to the window when a task begins, advances and ends. */
export interface TaskChange {
  readonly kind: TaskKind
  /** False once it has ended. */
  readonly isRunning: boolean
  /** Null until it is known, and at the end. */
  readonly progress: TaskProgress | null
}
