import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** What a file held, or the system error's code that kept it from being read. */
export type FileDigest =
  | { readonly sha256: string; readonly bytes: number; readonly modifiedMs: number }
  | { readonly code: string }

export interface DigestsOptions {
  readonly signal?: AbortSignal
  /** Called once for each file, in any order. */
  readonly onDigest: (index: number, digest: FileDigest) => void
}

/**
 * Files handed to a thread at once: enough to hide the cost of the message, few enough for steady progress.
 */
const filesAtOnce = 64
const mostThreads = 2

// Plain text because a thread begins with a file, and the app is bundled into one that opens windows. Links
// are not followed, and a pipe does not block. A file is read piece by piece, whatever its size.
const program = `
const { parentPort } = require('node:worker_threads')
const { createHash } = require('node:crypto')
const { closeSync, constants, fstatSync, openSync, readSync } = require('node:fs')
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
const piece = Buffer.allocUnsafe(1024 * 1024)
function digest(path) {
  let file
  try {
    file = openSync(path, flags)
    const found = fstatSync(file)
    if (!found.isFile()) return { code: 'ENOTSUP' }
    const hash = createHash('sha256')
    let bytes = 0
    for (;;) {
      const read = readSync(file, piece, 0, piece.length, bytes)
      if (read === 0) break
      hash.update(read === piece.length ? piece : piece.subarray(0, read))
      bytes += read
      if (bytes >= found.size && read < piece.length) break
    }
    return { sha256: hash.digest('hex'), bytes, modifiedMs: fstatSync(file).mtimeMs }
  } catch (error) {
    return { code: String(error.code ?? 'EIO') }
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
parentPort.on('message', (paths) => parentPort.postMessage(paths.map(digest)))
`

/**
 * Reads and hashes files beside the main thread, on as many threads as are of use. Throws the signal's
 * reason when it is stopped; then no thread is left.
 */
export async function digestFiles(
  paths: readonly string[],
  { signal, onDigest }: DigestsOptions,
): Promise<void> {
  signal?.throwIfAborted()
  if (paths.length === 0) return
  const threads = Math.min(
    mostThreads,
    availableParallelism(),
    Math.ceil(paths.length / filesAtOnce),
  )
  let next = 0

  function takeBatch(): { readonly from: number; readonly paths: readonly string[] } {
    const from = next
    next = Math.min(next + filesAtOnce, paths.length)
    return { from, paths: paths.slice(from, next) }
  }

  function runThread(): Promise<void> {
    const worker = new Worker(program, { eval: true })
    return new Promise<void>((resolve, reject) => {
      let batch = takeBatch()
      const stop = () => reject(signal?.reason)
      signal?.addEventListener('abort', stop, { once: true })
      worker.on('message', (digests: readonly FileDigest[]) => {
        const { from } = batch
        batch = takeBatch()
        // The thread has its next files before these are looked at.
        if (batch.paths.length > 0) worker.postMessage(batch.paths)
        for (const [at, digest] of digests.entries()) onDigest(from + at, digest)
        if (batch.paths.length === 0) resolve()
      })
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('a thread ended before its files were read')))
      if (batch.paths.length === 0) resolve()
      else worker.postMessage(batch.paths)
    }).finally(() => void worker.terminate())
  }

  await Promise.all(Array.from({ length: threads }, runThread))
}
