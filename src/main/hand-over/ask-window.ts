import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { AppError } from '../../shared/errors'
import { systemErrorCode } from '../core/disk/system-error'
import { followLines, type Order, readLetterBox, wordSchema, writeLine } from './letter'

/** A window that is busy drawing answers sooner; one that hangs for so long will not. */
const patienceMs = 15_000

export interface AskOptions {
  readonly signal: AbortSignal
  /** The window has taken it on. */
  readonly onHeard: () => void
}

/**
 * Asks the window that holds the data folder to do this, and resolves with what it came to; null when there
 * is no window to ask. Throws the AppError the window ended with, `backup-cancelled` when the signal came
 * first, or `restore-window-closed` when the window went away in the middle.
 */
export async function askWindow(
  dataFolder: string,
  order: Order,
  { signal, onHeard }: AskOptions,
): Promise<{ readonly value: unknown } | null> {
  const box = readLetterBox(dataFolder)
  if (box === null) return null
  const socket = await call(box.address)
  if (socket === null) return null
  const leave = () => socket.destroy()
  signal.addEventListener('abort', leave)
  const silence = setTimeout(leave, patienceMs)
  let isHeard = false
  try {
    return await new Promise((resolve, reject) => {
      followLines(socket, (line) => {
        const word = wordSchema.safeParse(line).data
        if (word?.kind === 'heard') {
          clearTimeout(silence)
          isHeard = true
          onHeard()
        } else if (word?.kind === 'done') resolve({ value: word.value })
        else if (word?.kind === 'failed') reject(new AppError(word.code, word.details))
        else leave()
      })
      socket.on('close', () => {
        if (signal.aborted) reject(new AppError('backup-cancelled'))
        else if (isHeard) reject(new AppError('restore-window-closed'))
        else resolve(null)
      })
      writeLine(socket, { key: box.key, order })
    })
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', leave)
    socket.destroy()
  }
}

/** Null when nobody listens there: the window was killed, and its note is still there. */
async function call(address: string): Promise<Socket | null> {
  const socket = connect(address)
  try {
    await once(socket, 'connect')
    // How it goes on is told by its closing.
    socket.on('error', () => socket.destroy())
    return socket
  } catch (error) {
    socket.destroy()
    if (systemErrorCode(error) !== '') return null
    throw error
  }
}
