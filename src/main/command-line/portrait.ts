import { resolve } from 'node:path'
import { AppError, type ErrorReport } from '../../shared/errors'
import {
  type ImageServiceId,
  isWaitMinutes,
  type ProviderId,
  providerIds,
} from '../../shared/generation'
import { type AddedPortrait, defaultAvatarStyle, type Portrait } from '../../shared/portrait'
import { readUsd } from '../../shared/spending'
import type { Subject } from '../../shared/subject'
import { createTranslator, errorSentence } from '../../shared/translate'
import { type Command, type CommandContext, readSubject, readWords } from './command'

const usualChoices = { artStyle: 'realistic-fantasy', mood: 'neutral' } as const
const usualPicture = { quality: 'medium', shape: 'tall', count: 1 } as const

interface Wanted {
  readonly subject: Subject
  readonly baseUrl: string | undefined
  readonly model: string | undefined
  /** In minutes; empty for what the settings say. */
  readonly wait: string
  readonly wish: string
  /** What it may cost at most, in USD. */
  readonly maxCostUsd: number | undefined
}

/** Draws, generates or adds one portrait, through the same code as the window. */
export const portrait: Command = {
  changesLibrary: true,
  usage:
    'portrait <campaign|character> <id> [--provider NAME] [--base-url URL] [--model M] [--wait-minutes N] [--wish TEXT] [--max-cost USD] [--file PICTURE] [--json]',
  async run(words, context) {
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      provider: { type: 'string' },
      'base-url': { type: 'string' },
      model: { type: 'string' },
      'wait-minutes': { type: 'string' },
      wish: { type: 'string' },
      'max-cost': { type: 'string' },
      file: { type: 'string' },
    })
    const subject = readSubject(positionals[0], positionals[1])
    context.library.readSubject(subject)
    const { model, 'wait-minutes': wait = '', wish = '' } = values
    if (!isWaitMinutes(wait)) throw new AppError('wait-out-of-range')
    const maxCostUsd = values['max-cost'] === undefined ? undefined : readUsd(values['max-cost'])
    if (maxCostUsd === null || (maxCostUsd === undefined && values['max-cost'] !== undefined)) {
      throw new AppError('command-misused', { reason: '--max-cost' })
    }
    const wanted = { subject, baseUrl: values['base-url'], model, wait, wish, maxCostUsd }
    const {
      portrait: made,
      notices,
      left,
    } = values.file === undefined
      ? await make(readProvider(values.provider, context), wanted, context)
      : await addPortrait(values.file, subject, context)
    const said = notices.map((notice) => context.translate(`notice.picture.${notice}`))
    if (left) said.push(errorSentence(createTranslator(context.language), left))
    const json = { portrait: jsonOf(made), notices, ...(left ? { left } : {}) }
    return { json, text: [made.path, ...said].join('\n') }
  },
}

function readProvider(name: string | undefined, { preferences }: CommandContext): ProviderId {
  if (name === undefined) return preferences.provider
  const known = providerIds.find((id) => id === name)
  if (known === undefined) throw new AppError('command-misused', { reason: name })
  return known
}

interface Made extends Pick<AddedPortrait, 'portrait' | 'notices'> {
  /** Why not everything the service sent is in the library. */
  readonly left?: ErrorReport | null
}

function addPortrait(
  file: string,
  subject: Subject,
  { library, workingFolder }: CommandContext,
): Promise<Made> {
  return library.addPictureFile(subject, resolve(workingFolder, file))
}

async function make(provider: ProviderId, wanted: Wanted, context: CommandContext): Promise<Made> {
  if (provider !== 'avatar') return generate(provider, wanted, context)
  const { library } = context
  const seed = wanted.wish === '' ? library.readSubject(wanted.subject).avatarSeed : wanted.wish
  return library.drawAvatar(wanted.subject, defaultAvatarStyle, seed)
}

async function generate(
  provider: ImageServiceId,
  wanted: Wanted,
  context: CommandContext,
): Promise<Made> {
  const { library, apiKey, signal, language } = context
  const { subject, wish, baseUrl, model, wait, maxCostUsd } = wanted
  const found = await context.findConnection(provider, baseUrl)
  const connection = {
    ...found,
    model: model ?? found.model,
    key: apiKey ?? found.key,
    waitMs: wait === '' ? found.waitMs : Number(wait) * 60_000,
    // The game master's own price is that of the model in the settings.
    pricePerPictureUsd:
      model === undefined || model === found.model ? found.pricePerPictureUsd : null,
  }
  // What an earlier command left when it was killed must not block this one.
  await library.generation.recover()
  const prompt = library.writePrompt({ subject, wish, language, ...usualChoices })
  const order = { subject, provider, prompt, ...usualPicture, maxCostUsd }
  const { job, stored } = await library.generation.run(order, { connection, signal })
  const [first] = stored
  if (first === undefined) throw new AppError('no-image-in-answer', { host: job.host })
  return { ...first, left: job.error }
}

function jsonOf(made: Portrait) {
  const { id, path, sha256, format, widthPx, heightPx, bytes, provider, model } = made
  return { id, path, sha256, format, widthPx, heightPx, bytes, provider, model }
}
