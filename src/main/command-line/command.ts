import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import type { z } from 'zod'
import { AppError } from '../../shared/errors'
import type { ImageServiceId } from '../../shared/generation'
import type { Language, Preferences } from '../../shared/preferences'
import { idSchema, type Subject } from '../../shared/subject'
import type { Translate } from '../../shared/translate'
import type { Library } from '../app/library'
import { toInputReport } from '../core/answer'
import type { ServiceConnection } from '../generation/providers/profiles'

export interface CommandContext {
  readonly library: Library
  readonly preferences: Preferences
  /** How a service is reached by the settings; its key only for the address it was entered for. */
  readonly findConnection: (id: ImageServiceId, baseUrl?: string) => Promise<ServiceConnection>
  readonly language: Language
  readonly translate: Translate
  /** From CASTKEEPER_API_KEY; only ever sent to the endpoint this command line names. */
  readonly apiKey: string | null
  readonly signal: AbortSignal
  /** Where relative paths on the command line start from. */
  readonly workingFolder: string
  /** Makes an automatic backup where they are on and can be made. */
  readonly backUpFirst: () => Promise<unknown>
}

/** What a command found out: `json` for scripts, `text` for people. */
export interface Outcome {
  readonly json: unknown
  readonly text: string
  /** 0 unless it says otherwise. */
  readonly exitCode?: 0 | 1 | 2
}

export interface Command {
  /** As shown in the help: `portrait <campaign|character> <id>`. */
  readonly usage: string
  /** Whether it writes to the library; what killed processes have left is cleared away before it does. */
  readonly changesLibrary: boolean
  /** What it ends with when it throws; 1 unless it says otherwise. */
  readonly failureExitCode?: 1 | 2
  readonly run: (words: readonly string[], context: CommandContext) => Promise<Outcome> | Outcome
}

/** Splits a command's words into positions and options. Throws AppError `command-misused`. */
export function readWords<Options extends ParseArgsOptionsConfig>(
  words: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('.')[0] ?? '') : ''
    throw new AppError('command-misused', { reason })
  }
}

/** `campaign 3` or `character 7` as a subject. Throws AppError `command-misused`. */
export function readSubject(kind: string | undefined, id: string | undefined): Subject {
  const number = idSchema.safeParse(/^\d+$/.test(id ?? '') ? Number(id) : null)
  if ((kind !== 'campaign' && kind !== 'character') || !number.success) {
    throw new AppError('command-misused', { reason: [kind, id].filter(Boolean).join(' ') })
  }
  return { kind, id: number.data }
}

/** The ids among a command's words. Throws AppError `command-misused` when there is none, or one is no id. */
export function readIds(words: readonly string[]): number[] {
  const ids = words.map((word) => {
    const id = idSchema.safeParse(/^\d+$/.test(word) ? Number(word) : null)
    if (!id.success) throw new AppError('command-misused', { reason: word })
    return id.data
  })
  if (ids.length === 0) throw new AppError('command-misused', { reason: '' })
  return ids
}

/** What a request of the window would make of this input. Throws the AppError that the window would get. */
export function checkedInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const { code, details } = toInputReport(parsed.error)
  throw new AppError(code, details)
}
