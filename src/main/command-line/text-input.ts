import { basename, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { AppError, type ErrorCode } from '../../shared/errors'
import { openPlain, readPart } from '../core/disk/read-file'
import { systemErrorCode } from '../core/disk/system-error'

export interface TextInput {
  /** A file, relative to the working folder; `-` stands for standard input (`input`). */
  readonly path: string
  readonly workingFolder: string
  /** The longest text in UTF-16 units, and what is thrown for one that cannot be shorter. */
  readonly maximumLength: number
  readonly tooLong: ErrorCode
  /** What is thrown for bytes that are no text in UTF-8. */
  readonly notText?: ErrorCode
  readonly input?: Readable
}

/**
 * Reads a text that a command is given, without a mark of the byte order and with plain line ends. Throws AppError
 * `file-unreadable`, and the two codes above.
 */
export async function readTextInput(options: TextInput): Promise<string> {
  const { path, notText } = options
  try {
    const bytes = path === '-' ? await readStream(options) : await readFile(options)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.replaceAll('\r\n', '\n')
  } catch (error) {
    if (error instanceof AppError) throw error
    const isNoText = error instanceof TypeError
    if (isNoText && notText !== undefined) throw new AppError(notText, {}, { cause: error })
    const code = isNoText ? 'utf-8' : systemErrorCode(error)
    throw new AppError('file-unreadable', { name: basename(path), code }, { cause: error })
  }
}

async function readFile(options: TextInput): Promise<Uint8Array> {
  const { path, workingFolder } = options
  const { file, found } = await openPlain(resolve(workingFolder, path), { followLinks: true })
  try {
    requireShort(options, found.size)
    return await readPart(file, { offset: 0, bytes: found.size })
  } finally {
    await file.close()
  }
}

async function readStream(options: TextInput): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of options.input ?? process.stdin) {
    chunks.push(Buffer.from(chunk))
    size += chunks.at(-1)?.length ?? 0
    requireShort(options, size)
  }
  return Buffer.concat(chunks)
}

/** No character takes more bytes than four for each of its units. */
function requireShort({ maximumLength, tooLong }: TextInput, size: number): void {
  if (size > maximumLength * 4) throw new AppError(tooLong)
}
