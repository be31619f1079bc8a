import { randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { answerWith } from '../core/answer'
import { makeTemporaryFolderSync } from '../core/disk/scratch/folders'
import type { Log } from '../core/log'
import {
  callSchema,
  followLines,
  letterBoxPath,
  type Order,
  readLetterBox,
  type Word,
  writeLine,
} from './letter'

/** Longer names of sockets are cut off by some systems (sun_path, 104 bytes on macOS). */
const longestSocketName = 100
/** Whoever calls and says nothing is let go. */
const patienceMs = 5_000

export interface ListenOptions {
  readonly dataFolder: string
  readonly log: Log
  /** Does what a command asks for; the signal tells that the command has gone. */
  readonly carryOut: (order: Order, signal: AbortSignal) => Promise<unknown>
}

/**
 * Listens, as the one window of a data folder, to commands that want it replaced. Whoever may read the
 * folder may ask; nobody else can. Answers the way to stop.
 */
export function listenForCommands(options: ListenOptions): () => void {
  const { dataFolder, log } = options
  const key = randomBytes(32).toString('hex')
  const callers = new Set<Socket>()
  const server = createServer((socket) => {
    callers.add(socket)
    socket.on('close', () => callers.delete(socket))
    // A caller that goes away in the middle is told by its closing.
    socket.on('error', () => socket.destroy())
    takeCall(socket, key, options)
  })
  const { address, folder } = chooseAddress(dataFolder)
  const stop = (): void => {
    // It removes its socket as it closes.
    server.close()
    folder?.remove()
  }
  // Commands are then told that the library is in use, and may try again when the window is closed.
  const giveUp = (error: unknown): void => log('commands cannot be heard', { error })
  server.on('error', giveUp)
  server.on('listening', () => {
    try {
      if (process.platform !== 'win32') chmodSync(address, 0o600)
      const note = JSON.stringify({ version: 1, address, key })
      // What a killed window has left may have other rights.
      rmSync(letterBoxPath(dataFolder), { force: true })
      writeFileSync(letterBoxPath(dataFolder), note, { mode: 0o600, flag: 'wx' })
    } catch (error) {
      giveUp(error)
      stop()
    }
  })
  // A killed window leaves its socket, and there is but one window for each folder.
  if (process.platform !== 'win32') rmSync(address, { force: true })
  server.listen(address)

  return () => {
    if (readLetterBox(dataFolder)?.key === key) rmSync(letterBoxPath(dataFolder), { force: true })
    stop()
    for (const caller of callers) caller.destroy()
  }
}

/** Beside the library where its name is short enough, else in a folder that is ours alone. */
function chooseAddress(dataFolder: string): { address: string; folder: { remove(): void } | null } {
  if (process.platform === 'win32') {
    const address = `\\\\.\\pipe\\castkeeper-${randomBytes(16).toString('hex')}`
    return { address, folder: null }
  }
  const beside = join(dataFolder, 'window.sock')
  if (Buffer.byteLength(beside) <= longestSocketName) return { address: beside, folder: null }
  const folder = makeTemporaryFolderSync('commands')
  return { address: join(folder.path, 'window.sock'), folder }
}

function takeCall(socket: Socket, key: string, { log, carryOut }: ListenOptions): void {
  const silence = setTimeout(() => socket.destroy(), patienceMs)
  let isTaken = false
  followLines(socket, (line) => {
    clearTimeout(silence)
    const call = callSchema.safeParse(line)
    if (isTaken || !call.success || !isSame(call.data.key, key)) {
      log('call of a command refused')
      socket.destroy()
      return
    }
    isTaken = true
    const gone = new AbortController()
    socket.on('close', () => gone.abort())
    say(socket, { kind: 'heard' })
    const { order } = call.data
    void answerWith(log, `command ${order.kind}`, () => carryOut(order, gone.signal)).then(
      (reply) => {
        if (reply.ok) say(socket, { kind: 'done', value: reply.value })
        else say(socket, { kind: 'failed', ...reply.error })
        socket.end()
      },
    )
  })
}

function say(socket: Socket, word: Word): void {
  writeLine(socket, word)
}

function isSame(given: string, known: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(known)]
  return one.length === other.length && timingSafeEqual(one, other)
}
