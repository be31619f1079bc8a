import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: unknown

/**
 * Collects what is no longer used, at once. For a reading process that is about to meet thousands of errors:
 * Node ends a process in which a statement of better-sqlite3 is collected just while an error of SQLite is
 * handed to JavaScript (its finalizer is taken for the one that threw). Does nothing where V8 does not offer it.
 */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('typeof gc === "function" ? gc : null')
  }
  if (typeof collect === 'function') collect()
}
