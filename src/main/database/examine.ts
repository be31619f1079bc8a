import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

export interface Examination {
  /** `ok`, or the first things that are wrong. */
  readonly integrity: string
  /** Rows that point at nothing. */
  readonly strays: number
  readonly schemaVersion: number
  readonly applicationId: number
}

// Plain text because a thread begins with a file, and the app is bundled into one that opens windows.
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const SQLite = require(workerData.sqlite)
const open = (what) => {
  if (typeof what === 'string') return what
  // A database in memory has no log, so its header must not ask for one.
  what.fill(1, 18, 20)
  return Buffer.from(what.buffer, what.byteOffset, what.byteLength)
}
try {
  const database = new SQLite(open(workerData.what), { readonly: true, timeout: 5000 })
  const number = (name) => Number(database.pragma(name, { simple: true }))
  const found = {
    schemaVersion: number('user_version'),
    applicationId: number('application_id'),
    integrity: String(database.pragma('integrity_check(5)', { simple: true })),
    strays: database.pragma('foreign_key_check').length,
  }
  database.close()
  parentPort.postMessage({ found })
} catch (error) {
  parentPort.postMessage({ error: { code: String(error.code ?? ''), message: String(error.message) } })
}
`

interface Answer {
  readonly found?: Examination
  readonly error?: { readonly code: string; readonly message: string }
}

/**
 * Reads a database from end to end beside the main thread, which a large one would hold up for seconds:
 * `integrity_check` and `foreign_key_check`. It is named by its path, or given as its bytes. Throws what SQLite throws, and the signal's reason.
 */
export function examineDatabase(what: string | Buffer, signal?: AbortSignal): Promise<Examination> {
  const sqlite = createRequire(import.meta.url).resolve('better-sqlite3')
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { eval: true, workerData: { what, sqlite } })
    const stop = (): void => {
      reject(signal?.reason)
      void worker.terminate()
    }
    worker.once('message', ({ found, error }: Answer) => {
      if (found !== undefined) resolve(found)
      else reject(Object.assign(new Error(error?.message), { code: error?.code }))
    })
    // It may fail more than once while there is no handle left for it.
    worker.on('error', reject)
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop)
      reject(new Error('the examination ended without an answer'))
    })
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
