import SQLite from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import { checkpointTask } from '../core/database/checkpoint'
import { dailyCopyTask } from '../core/database/copies'
import { copyDatabaseTask } from '../core/database/copy-database'
import { examineTask } from '../core/database/examine'
import { systemErrorCode } from '../core/disk/system-error'
import type { ReaderReply, ReaderRequest } from '../core/reader/reader-task'
import { checkOldCopyTask } from '../legacy-import/old-database/check-old-copy'
import { extractOldTask } from '../legacy-import/old-database/extract-old'

const tasks = [
  examineTask,
  checkOldCopyTask,
  checkpointTask,
  copyDatabaseTask,
  dailyCopyTask,
  extractOldTask,
] as const

/** What was sent is what `askReader` was given: of the kind its name says. */
function perform({ kind, input }: ReaderRequest): unknown {
  const task = tasks.find((one) => one.kind === kind)
  if (task === undefined) throw new Error(`there is no reader task ${kind}`)
  return task.perform(input as never)
}

/** Performs what the reading process was asked, and answers what came of it; throws nothing. */
export async function answerReader(request: ReaderRequest): Promise<ReaderReply> {
  try {
    return { kind: 'answer', answer: await perform(request) }
  } catch (error) {
    if (error instanceof AppError) {
      return { kind: 'app-error', code: error.code, details: error.details }
    }
    const message = error instanceof Error ? error.message : String(error)
    if (error instanceof SQLite.SqliteError) {
      return { kind: 'sqlite-error', code: error.code, message }
    }
    return { kind: 'error', code: systemErrorCode(error), message }
  }
}
