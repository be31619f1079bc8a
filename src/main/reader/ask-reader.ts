import { fork } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import SQLite from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { ReaderAnswer, ReaderReply, ReaderTask } from './reader-tasks'

export interface AskOptions {
  readonly signal?: AbortSignal
  /** How long the process may take, in milliseconds; without it, as long as the file's size allows. */
  readonly deadlineMs?: number
}

/** By what name the system knows the reading process. */
export const readerName = 'Castkeeper database reader'

/** The process that reads: what Electron and plain Node have in common. */
interface ReaderProcess {
  send(task: ReaderTask): void
  onReply(listener: (reply: ReaderReply) => void): void
  onExit(listener: () => void): void
  kill(): void
}

/** The reading process took too long, or died of what it read. */
export class ReaderFailure extends Error {
  override readonly name = 'ReaderFailure'
  readonly reason: 'too-slow' | 'died'

  constructor(reason: 'too-slow' | 'died') {
    super(`the reading process ${reason === 'died' ? 'died' : 'took too long'}`)
    this.reason = reason
  }
}

const shortestDeadlineMs = 60_000
const perMebibyteMs = 1_000

/**
 * Has a database read in a process of its own: SQL and pages that somebody made to be slow can neither hold
 * the window up nor outlive a Cancel. A process that dies is followed by one more: whatever else ended it, the
 * database is to blame only when the second dies of it, too. Throws what the task throws (AppError,
 * SqliteError), `ReaderFailure`, and the signal's reason.
 */
export async function askReader<Task extends ReaderTask>(
  task: Task,
  options: AskOptions = {},
): Promise<ReaderAnswer<Task>> {
  try {
    return await askOnce(task, options)
  } catch (error) {
    if (!(error instanceof ReaderFailure) || error.reason !== 'died') throw error
    return askOnce(task, options)
  }
}

async function askOnce<Task extends ReaderTask>(
  task: Task,
  { signal, deadlineMs = deadlineFor(task.path) }: AskOptions,
): Promise<ReaderAnswer<Task>> {
  signal?.throwIfAborted()
  const reader = await startReader()
  let stop = (): void => undefined
  let deadline: NodeJS.Timeout | undefined
  try {
    return await new Promise<ReaderAnswer<Task>>((resolve, reject) => {
      stop = () => {
        // At once: a moment later the database may be another one in its place.
        reader.kill()
        reject(signal?.reason)
      }
      if (signal?.aborted) stop()
      signal?.addEventListener('abort', stop, { once: true })
      deadline = setTimeout(() => reject(new ReaderFailure('too-slow')), deadlineMs)
      let isReady = false
      reader.onReply((reply) => {
        if (reply.kind === 'ready') {
          isReady = true
          reader.send(task)
        }
        // An answer is only ever one to the task that was sent.
        else if (reply.kind === 'answer') resolve(reply.answer as ReaderAnswer<Task>)
        else reject(errorOf(reply))
      })
      // One that never began says nothing of what it was to read.
      reader.onExit(() =>
        reject(
          isReady ? new ReaderFailure('died') : new Error('the reading process did not begin'),
        ),
      )
    })
  } finally {
    clearTimeout(deadline)
    signal?.removeEventListener('abort', stop)
    reader.kill()
  }
}

/** How long a file may be read, in milliseconds: a minute, and a second for each MiB. */
export function deadlineFor(path: string): number {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return shortestDeadlineMs + (bytes / 2 ** 20) * perMebibyteMs
}

function errorOf(reply: Exclude<ReaderReply, { kind: 'answer' | 'ready' }>): Error {
  if (reply.kind === 'app-error') return new AppError(reply.code, reply.details)
  if (reply.kind === 'sqlite-error') return new SQLite.SqliteError(reply.message, reply.code)
  return Object.assign(new Error(reply.message), reply.code === '' ? {} : { code: reply.code })
}

// The built app has one file for each process; the sources are run as they are by tests alone.
function entryPath(): string {
  const places = ['./reader-process.js', '../reader-process.js', './reader-process.ts']
  const paths = places.map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return paths.find((path) => existsSync(path)) ?? ''
}

async function startReader(): Promise<ReaderProcess> {
  if (process.versions.electron === undefined) return startInNode(entryPath())
  // Electron's own way, as the packaged app cannot be started as plain Node.
  const { utilityProcess } = await import('electron')
  const child = utilityProcess.fork(entryPath(), [], {
    serviceName: readerName,
    stdio: 'ignore',
  })
  await new Promise<void>((resolve) => {
    child.once('spawn', resolve)
    child.once('exit', () => resolve())
  })
  return {
    send: (task) => child.postMessage(task),
    onReply: (listener) => void child.on('message', listener),
    onExit(listener) {
      if (child.pid === undefined) listener()
      else child.on('exit', listener)
    },
    kill() {
      // SQLite never looks up from an endless statement: asking politely would not end it.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
    },
  }
}

function startInNode(path: string): ReaderProcess {
  const child = fork(path, { serialization: 'advanced', stdio: 'ignore' })
  return {
    send: (task) => void child.send(task, () => undefined),
    onReply: (listener) => void child.on('message', listener),
    onExit(listener) {
      child.on('exit', listener)
      child.on('error', listener)
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
