import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { sha256 } from './sha256'

/** What takes a few milliseconds is worked out at once, as long as it does not become much. */
const smallBytes = 4 * 1024 * 1024
const muchBytes = 16 * 1024 * 1024

// Plain text because a thread begins with a file, and the app is bundled into one that opens windows.
const program = `
const { createHash } = require('node:crypto')
const { parentPort } = require('node:worker_threads')
parentPort.on('message', ({ id, bytes }) => {
  parentPort.postMessage({ id, hex: createHash('sha256').update(bytes).digest('hex') })
})
`

/** SHA-256 as 64 hex digits. */
export type Hash = (bytes: Uint8Array) => Promise<string>

interface Waiting {
  readonly resolve: (hex: string) => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets the work hash much in a thread of its own, which begins once there is much, for it takes as long as a
 * dozen portraits to start, and ends with the work. Memory that is shared is not copied for it. Throws what
 * the work throws.
 */
export async function hashInThread<Value>(work: (hash: Hash) => Promise<Value>): Promise<Value> {
  const thread = createThread()
  let hashedBytes = 0
  try {
    return await work(async (bytes) => {
      hashedBytes += bytes.length
      if (bytes.length <= smallBytes && hashedBytes <= muchBytes) {
        return createHash('sha256').update(bytes).digest('hex')
      }
      return bytes.buffer instanceof SharedArrayBuffer ? thread.hash(bytes) : sha256(bytes)
    })
  } finally {
    await thread.end()
  }
}

function createThread() {
  const waiting = new Map<number, Waiting>()
  let asked = 0
  let worker: Worker | null = null

  function start(): Worker {
    const started = new Worker(program, { eval: true })
    started.on('message', ({ id, hex }: { readonly id: number; readonly hex: string }) => {
      waiting.get(id)?.resolve(hex)
      waiting.delete(id)
    })
    const fail = (error: unknown): void => {
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    started.on('error', fail)
    started.on('exit', () => fail(new Error('the thread that hashes has ended')))
    return started
  }

  return {
    hash(bytes: Uint8Array): Promise<string> {
      worker ??= start()
      asked += 1
      const id = asked
      worker.postMessage({ id, bytes })
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
    },
    async end(): Promise<void> {
      await worker?.terminate()
    },
  }
}
