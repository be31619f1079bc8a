import { type AskOptions, askReader } from '../reader/ask-reader'
import { defineReaderTask } from '../reader/reader-task'
import { type Examination, examineLibrary } from './examine-library'

/**
 * `bytes` instead of a file: a database in memory. Only a copy of ours `migrates`, and only once it is known
 * to be intact.
 */
export const examineTask = defineReaderTask(
  'examine-library',
  (input: { readonly path: string; readonly bytes?: Uint8Array; readonly migrates: boolean }) =>
    examineLibrary(input.path, input),
)

/**
 * Reads a database of ours, named by its path or given as its bytes, from end to end in a process of its own:
 * a large one would hold this one up for seconds, and a harmful one for ever. Looks at its schema,
 * `integrity_check`, `foreign_key_check` and its ids. Throws what SQLite throws, ReaderFailure, and the
 * signal's reason.
 */
export function examineDatabase(
  what: string | Uint8Array,
  options?: AskOptions,
): Promise<Examination> {
  const from = typeof what === 'string' ? { path: what } : { path: '', bytes: what }
  return askReader(examineTask, { ...from, migrates: false }, options)
}

/** The same for a copy of ours, which is brought up to date when it is intact. */
export function examineAndMigrate(path: string, signal?: AbortSignal): Promise<Examination> {
  return askReader(examineTask, { path, migrates: true }, { signal })
}
