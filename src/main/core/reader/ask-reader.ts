import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import SQLite from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { isThere, statNow } from '../disk/blocking'
import type { ReaderInput, ReaderReply, ReaderRequest, ReaderTask } from './reader-task'

export interface AskOptions {
  readonly signal?: AbortSignal
  /** How long the process may take, in milliseconds; without it, as long as the file's size allows. */
  readonly deadlineMs?: number
  /** Is asked, instead of a process that is started for this task alone. */
  readonly reader?: Reader
}

/** By what name the system knows the reading process. */
export const readerName = 'Castkeeper database reader'

/** The process that reads: what Electron and plain Node have in common. */
export interface ReaderProcess {
  send(request: ReaderRequest): void
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
/** A file can claim any size without holding a byte, and a timer of more than 24 days ends at once. */
const longestDeadlineMs = 24 * 60 * 60 * 1_000

/** A reading process that is asked one task after the other. */
export interface Reader {
  /** Does what `askReader` does, in this process. A further task may follow once this one has ended. */
  ask<Input extends ReaderInput, Answer>(
    task: ReaderTask<Input, Answer>,
    input: Input,
    options?: Omit<AskOptions, 'reader'>,
  ): Promise<Answer>
  /** Ends the process. */
  close(): void
}

/**
 * Runs a task on a database in a process of its own: SQL and pages that were made to be slow can neither
 * block the window nor outlive a cancel. When the process dies, a second one tries again: only when that dies
 * as well is the database to blame. Throws what the task throws (AppError, SqliteError), `ReaderFailure`, and
 * the signal's reason.
 */
export async function askReader<Input extends ReaderInput, Answer>(
  task: ReaderTask<Input, Answer>,
  input: Input,
  options: AskOptions = {},
): Promise<Answer> {
  options.signal?.throwIfAborted()
  if (options.reader !== undefined) return options.reader.ask(task, input, options)
  const reader = openReader()
  try {
    return await reader.ask(task, input, options)
  } finally {
    reader.close()
  }
}

/**
 * Starts a reading process, which takes a tenth of a second, for work that asks it more than once or has
 * something else to do until then. Whoever opens it closes it.
 */
export function openReader(): Reader {
  let run = new ReaderRun()
  const askOnce = async <Input extends ReaderInput, Answer>(
    { kind }: ReaderTask<Input, Answer>,
    input: Input,
    { signal, deadlineMs = deadlineFor(input.path) }: AskOptions,
  ): Promise<Answer> => {
    signal?.throwIfAborted()
    // It was ended with the task before, or by the system.
    if (run.hasEnded) run = new ReaderRun()
    // An answer is only ever one to the task that was sent.
    return (await run.ask({ kind, input }, { signal, deadlineMs })) as Answer
  }
  return {
    async ask(task, input, options = {}) {
      try {
        return await askOnce(task, input, options)
      } catch (error) {
        if (!(error instanceof ReaderFailure) || error.reason !== 'died') throw error
        return askOnce(task, input, options)
      }
    },
    close: () => run.end(),
  }
}

interface Waiting {
  resolve(answer: unknown): void
  reject(error: unknown): void
}

/** One process, from its start to its end. */
class ReaderRun {
  readonly #ready: Promise<ReaderProcess>
  #process: ReaderProcess | null = null
  #waiting: Waiting | null = null
  #hasEnded = false

  constructor() {
    this.#ready = this.#start()
    // Told to the task that waits for it; without one it need not be known.
    this.#ready.catch(() => undefined)
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  async ask(
    request: ReaderRequest,
    {
      signal,
      deadlineMs,
    }: { readonly signal: AbortSignal | undefined; readonly deadlineMs: number },
  ): Promise<unknown> {
    if (this.#waiting !== null) throw new Error('the reading process has a task already')
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const endWith = (error: unknown): void => {
      // At once: a moment later the database may be another one in its place.
      this.end()
      reject(error)
    }
    const stop = (): void => endWith(signal?.reason)
    this.#waiting = { resolve, reject }
    signal?.addEventListener('abort', stop, { once: true })
    const deadline = setTimeout(() => endWith(new ReaderFailure('too-slow')), deadlineMs)
    this.#ready.then((reader) => reader.send(request), reject)
    try {
      return await promise
    } finally {
      clearTimeout(deadline)
      signal?.removeEventListener('abort', stop)
      this.#waiting = null
    }
  }

  end(): void {
    this.#hasEnded = true
    this.#process?.kill()
  }

  async #start(): Promise<ReaderProcess> {
    const reader = await startReader(entryPath())
    this.#process = reader
    const { promise, resolve, reject } = Promise.withResolvers<ReaderProcess>()
    let isReady = false
    reader.onReply((reply) => {
      if (reply.kind === 'ready') {
        isReady = true
        resolve(reader)
      } else if (reply.kind === 'answer') this.#waiting?.resolve(reply.answer)
      else this.#waiting?.reject(errorOf(reply))
    })
    reader.onExit(() => {
      this.#hasEnded = true
      if (isReady) this.#waiting?.reject(new ReaderFailure('died'))
      // One that never started says nothing about the database.
      else reject(new Error('the reading process did not begin'))
    })
    if (this.#hasEnded) reader.kill()
    return promise
  }
}

/** How long a file may be read, in milliseconds: a minute, and a second for each MiB, up to a day. */
export function deadlineFor(path: string): number {
  const bytes = statNow(path)?.size ?? 0
  const fittingMs = shortestDeadlineMs + (bytes / 2 ** 20) * perMebibyteMs
  return Math.min(fittingMs, longestDeadlineMs)
}

function errorOf(reply: Exclude<ReaderReply, { kind: 'answer' | 'ready' }>): Error {
  if (reply.kind === 'app-error') return new AppError(reply.code, reply.details)
  if (reply.kind === 'sqlite-error') return new SQLite.SqliteError(reply.message, reply.code)
  return Object.assign(new Error(reply.message), reply.code === '' ? {} : { code: reply.code })
}

// The built app has one file for each process; the sources are run as they are by tests alone.
function entryPath(): string {
  const places = ['./reader-process.js', '../reader-process.js', '../../app/reader-process.ts']
  const paths = places.map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return paths.find((path) => isThere(path)) ?? ''
}

type StartReader = (path: string) => Promise<ReaderProcess>

let startReader: StartReader = async (path) => startInNode(path)

/**
 * From now on the reading process is started in this way, as the packaged app cannot start plain Node. Returns the way
 * in which it was started before.
 */
export function startReadersWith(start: StartReader): StartReader {
  const before = startReader
  startReader = start
  return before
}

function startInNode(path: string): ReaderProcess {
  const child = fork(path, { serialization: 'advanced', stdio: 'ignore' })
  return {
    send: (request) => void child.send(request, () => undefined),
    onReply: (listener) => void child.on('message', listener),
    onExit(listener) {
      child.on('exit', listener)
      child.on('error', listener)
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
