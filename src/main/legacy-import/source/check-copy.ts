import { AppError } from '../../../shared/errors'
import { askReader, ReaderFailure } from '../../core/reader/ask-reader'
import { checkOldCopyTask } from '../old-database/check-old-copy'
import { sqliteCode } from '../old-database/sqlite-error'
import type { Unreadable } from '../old-library'

export interface CopyCheck {
  /** True when SQLite finds nothing wrong in a copy that could cost a row. */
  readonly isIntact: boolean
  /** The tables in which something is damaged, but for those that are read row by row. */
  readonly damaged: readonly Unreadable[]
}

// Lost rows of these tables are reported by their ids.
const readTables: ReadonlySet<string> = new Set(['users', 'campaigns', 'characters', 'messages'])

/** Reads a private copy through, in a process that can be ended. Throws AppError `import-cancelled`. */
export async function checkCopy(path: string, signal?: AbortSignal): Promise<CopyCheck> {
  try {
    const { isIntact, damaged } = await askReader(checkOldCopyTask, { path }, { signal })
    const others = damaged.filter((name) => !readTables.has(name.toLowerCase()))
    return { isIntact, damaged: others.map((table) => ({ table, what: '*' })) }
  } catch (error) {
    signal?.throwIfAborted()
    // Said by its code when the copy is opened to be read.
    const isSaidLater = error instanceof AppError || error instanceof ReaderFailure
    if (isSaidLater || sqliteCode(error) !== '') return { isIntact: false, damaged: [] }
    throw error
  }
}
