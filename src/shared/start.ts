import type { ErrorReport } from './errors'
import type { Language } from './preferences'

/** A fact the game master should know; its sentence is in the locales under `notice.<code>`. */
export interface Notice {
  readonly code:
    | 'preferences-set-aside'
    | 'preferences-not-saved'
    | 'key-unreadable'
    | 'left-over-recovered'
    | 'log-unwritable'
    /** Pictures from outside are decoded without the wall that Chromium would put around them. */
    | 'without-sandbox'
    /** The window before was killed, crashed, or lost its power. */
    | 'ended-badly'
    | 'trash-leaving'
    | 'trash-emptied'
    /** The database knows less than was stored: its log was removed, or an older file put in its place. */
    | 'records-lost'
    /** The data is on another computer's disk, as far as the system reports it. */
    | 'data-on-network'
    /** The library is open, but not as it should be: what was short. */
    | 'opened-read-only'
    | 'opened-full'
    | 'opened-handles'
    | 'opened-no-sharing'
  readonly details: Readonly<Record<string, string | number>>
}

/** Counted from the start of the app, so that a window shows each one once. */
export interface NumberedNotice extends Notice {
  readonly number: number
}

/** A copy of the database that can be put back. */
export interface DatabaseCopy {
  /** File name inside the backups folder. */
  readonly name: string
  readonly madeAt: string
  readonly bytes: number
}

/** What the window shows first: the app, or why the database could not be opened. */
export type StartState =
  | { readonly state: 'ready'; readonly language: Language }
  | {
      readonly state: 'trouble'
      readonly language: Language
      readonly error: ErrorReport
      readonly dataFolder: string
      readonly copies: readonly DatabaseCopy[]
    }

/** Reasons outside the file: it may be intact, and must not be replaced. */
const outsideReasons: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'EMFILE',
  'ENFILE',
  'ENOSPC',
  'EDQUOT',
  'too-large',
])

/** Whether a library that was not opened for this may have a copy or an empty one put in its place. */
export function mayBeReplaced({ code, details }: ErrorReport): boolean {
  if (code === 'database-damaged') return true
  return code === 'database-unreadable' && !outsideReasons.has(String(details.reason))
}

export interface Attribution {
  readonly name: string
  readonly licence: string
  readonly by: string
  readonly url: string
}

export interface AboutCastkeeper {
  readonly version: string
  readonly electron: string
  readonly chromium: string
  readonly sqlite: string
  readonly dataFolder: string
  readonly software: readonly Attribution[]
  readonly avatars: readonly Attribution[]
}
