import { resolve } from 'node:path'
import { AppError } from '../../shared/errors'
import { type ImageServiceId, type ProviderId, providerIds } from '../../shared/generation'
import { defaultAvatarStyle, type Portrait } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import { type Command, type CommandContext, readSubject, readWords } from './command'

interface Wanted {
  readonly subject: Subject
  readonly baseUrl: string | undefined
  readonly model: string | undefined
  readonly wish: string
}

/** Draws, generates or takes in one portrait, through the same code as the window. */
export const portrait: Command = {
  usage:
    'portrait <campaign|character> <id> [--provider NAME] [--base-url URL] [--model M] [--wish TEXT] [--file PICTURE] [--json]',
  async run(words, context) {
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      provider: { type: 'string' },
      'base-url': { type: 'string' },
      model: { type: 'string' },
      wish: { type: 'string' },
      file: { type: 'string' },
    })
    const subject = readSubject(positionals[0], positionals[1])
    context.library.readSubject(subject)
    const { model, wish = '' } = values
    const wanted = { subject, baseUrl: values['base-url'], model, wish }
    const made =
      values.file === undefined
        ? await make(readProvider(values.provider, context), wanted, context)
        : await takeIn(values.file, subject, context)
    return { json: { portrait: outline(made) }, text: made.path }
  },
}

function readProvider(name: string | undefined, { preferences }: CommandContext): ProviderId {
  if (name === undefined) return preferences.provider
  const known = providerIds.find((id) => id === name)
  if (known === undefined) throw new AppError('command-misused', { reason: name })
  return known
}

async function takeIn(file: string, subject: Subject, { library, workingFolder }: CommandContext) {
  const taken = await library.takeInFile(subject, resolve(workingFolder, file))
  return taken.portrait
}

function make(provider: ProviderId, wanted: Wanted, context: CommandContext): Promise<Portrait> {
  if (provider !== 'avatar') return generate(provider, wanted, context)
  const { library } = context
  const seed = wanted.wish === '' ? library.readSubject(wanted.subject).avatarSeed : wanted.wish
  return library.drawAvatar(wanted.subject, defaultAvatarStyle, seed)
}

function generate(provider: ImageServiceId, wanted: Wanted, context: CommandContext) {
  const { library, apiKey, signal } = context
  const { subject, wish, baseUrl, model } = wanted
  throw new AppError('model-missing', {
    subject: subject.id,
    provider,
    wish,
    baseUrl: baseUrl ?? '',
    model: model ?? '',
    apiKey,
    library: String(library),
    signal: String(signal),
  })
}

function outline(made: Portrait) {
  const { id, path, sha256, format, widthPx, heightPx, bytes, provider, model } = made
  return { id, path, sha256, format, widthPx, heightPx, bytes, provider, model }
}
