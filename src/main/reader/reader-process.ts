import SQLite from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import { checkpoint } from '../database/checkpoint'
import { examineLibrary } from '../database/examine-library'
import { systemErrorCode } from '../disk/system-error'
import { checkOldCopy } from '../legacy-import/old-database/check-old-copy'
import { extractOldLibrary } from '../legacy-import/old-database/extract-old'
import type { ReaderAnswers, ReaderReply, ReaderTask } from './reader-tasks'

// The reading process: one task comes in, one reply goes out, then the process is ended.

function perform(task: ReaderTask): ReaderAnswers[keyof ReaderAnswers] {
  if (task.kind === 'examine-library') return examineLibrary(task.path, task)
  if (task.kind === 'check-old-copy') return checkOldCopy(task.path)
  if (task.kind === 'checkpoint') return checkpoint(task.path)
  return extractOldLibrary(task)
}

function replyTo(task: ReaderTask): ReaderReply {
  try {
    return { kind: 'answer', answer: perform(task) }
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

const reply: (message: ReaderReply) => void =
  process.parentPort === undefined
    ? (message) => void process.send?.(message)
    : (message) => process.parentPort.postMessage(message)

if (process.parentPort === undefined)
  process.on('message', (task: ReaderTask) => reply(replyTo(task)))
else process.parentPort.on('message', ({ data }) => reply(replyTo(data)))
reply({ kind: 'ready' })
