import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { say } from './messages.mjs'

/**
 * Two starts at once must not install, build or fill the cache together. The lock is a listening socket: the system
 * gives it up when its owner ends, however it ends, and waiting processes notice at once by the connection's end.
 * @template Result
 * @param {string} what the thing only one process may work on, for example a folder
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withLock(what, work) {
  const address = socketAddress(what)
  let told = false
  for (;;) {
    const release = await tryListen(address)
    if (release) {
      try {
        return await work()
      } finally {
        release()
      }
    }
    if (!told) say('another start is at work on the same files; waiting for it')
    told = true
    await waitForOwner(address)
  }
}

/** @param {string} what */
function socketAddress(what) {
  const user = process.getuid?.() ?? process.env.USERNAME ?? ''
  const name = `castkeeper-${createHash('sha256').update(`${user}:${what}`).digest('hex').slice(0, 24)}`
  if (process.platform === 'linux') return `\0${name}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return join(tmpdir(), `${name}.sock`)
}

/**
 * @param {string} address
 * @returns {Promise<(() => void) | undefined>} gives the lock back; undefined when another process has it
 */
function tryListen(address) {
  return new Promise((resolve, reject) => {
    /** @type {Set<import('node:net').Socket>} */
    const waiting = new Set()
    const server = createServer((socket) => {
      waiting.add(socket)
      socket.on('close', () => waiting.delete(socket))
      socket.on('error', () => socket.destroy())
    })
    server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen(address, () =>
      resolve(() => {
        server.close()
        for (const socket of waiting) socket.destroy()
      }),
    )
    server.unref()
  })
}

/** @param {string} address */
function waitForOwner(address) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      const socket = connect(address)
      socket.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
        // A socket file that no process listens on was left by an owner that was killed.
        if (error.code === 'ECONNREFUSED' && !address.startsWith('\0'))
          rmSync(address, { force: true })
      })
      socket.on('close', () => resolve())
      socket.resume()
    })
  )
}
