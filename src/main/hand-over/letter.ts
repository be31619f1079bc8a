import type { Socket } from 'node:net'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { type ErrorCode, isErrorCode } from '../../shared/errors'
import { readTextSync } from '../core/disk/blocking'
import { systemErrorCode } from '../core/disk/system-error'

/** In the data folder, readable by its owner alone: where the window listens, and what proves who asks. */
export const letterBoxPath = (dataFolder: string): string => join(dataFolder, 'window-door.json')

const longestLetter = 64 * 1024

const letterBoxSchema = z.object({
  version: z.literal(1),
  /** A Unix socket, or a named pipe of Windows. */
  address: z.string().min(1),
  /** Only who may read the data folder knows it. */
  key: z.string().length(64),
})
export type LetterBox = z.infer<typeof letterBoxSchema>

/** What a command asks of the window. */
export const orderSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('restore'),
    /** Of a backup, on this computer. */
    path: z.string().max(32_000).refine(isAbsolute),
  }),
  /** A second window was started on the same data folder: the first one comes to the front. */
  z.strictObject({ kind: z.literal('show') }),
])
export type Order = z.infer<typeof orderSchema>

export const callSchema = z.strictObject({ key: z.string(), order: orderSchema })

/** What the window says: that it has heard, and later how it ended. */
export const wordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heard') }),
  z.object({ kind: z.literal('done'), value: z.unknown() }),
  z.object({
    kind: z.literal('failed'),
    code: z.custom<ErrorCode>((code) => typeof code === 'string' && isErrorCode(code)),
    details: z.record(
      z.string(),
      z.union([z.string(), z.number(), z.array(z.string()).readonly(), z.null()]),
    ),
  }),
])
export type Word = z.infer<typeof wordSchema>

/** Where the window listens; null when there is none, or its note is not one. */
export function readLetterBox(dataFolder: string): LetterBox | null {
  let text: string
  try {
    text = readTextSync(letterBoxPath(dataFolder))
  } catch (error) {
    if (systemErrorCode(error) !== '') return null
    throw error
  }
  const parsed = letterBoxSchema.safeParse(fromJson(text))
  return parsed.success ? parsed.data : null
}

/** Tells each line that arrives, read as JSON; undefined for what is none. */
export function followLines(socket: Socket, onLine: (line: unknown) => void): void {
  let pending = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (pending + chunk).split('\n')
    pending = lines.pop() ?? ''
    // Whoever sends a book instead of a letter is not one of us.
    if (pending.length > longestLetter) socket.destroy()
    for (const line of lines) onLine(fromJson(line))
  })
}

export function writeLine(socket: Socket, line: unknown): void {
  if (socket.writable) socket.write(`${JSON.stringify(line)}\n`)
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not one of ours: what its schema says of undefined is said of it.
    return undefined
  }
}
