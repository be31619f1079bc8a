import { join, resolve } from 'node:path'
import { AppError } from '../../shared/errors'
import type { GenerationJob } from '../../shared/generation'
import { idSchema } from '../../shared/subject'
import { createTranslator, errorSentence } from '../../shared/translate'
import { nodeFileSystem } from '../core/disk/node-file-system'
import { asDiskError, writeFileWhole } from '../core/disk/write-file'
import { receivedName } from '../generation/received-name'
import { type Command, type CommandContext, type Outcome, readWords } from './command'

/** Lists what image services sent that is not in the library, saves it, fetches it or discards it. */
export const received: Command = {
  changesLibrary: true,
  usage: 'received [ORDER] [--save DIR] [--fetch] [--let-go] [--json]',
  async run(words, context) {
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      save: { type: 'string' },
      fetch: { type: 'boolean' },
      'let-go': { type: 'boolean' },
    })
    const { generation } = context.library
    await generation.recover()
    const [written] = positionals
    const asked = [values.save, values.fetch, values['let-go']].filter(Boolean).length
    if (written === undefined && asked === 0) return list(context)
    const id = idSchema.safeParse(Number(written))
    if (!id.success || positionals.length > 1 || asked !== 1) {
      throw new AppError('command-misused', { reason: written ?? 'received' })
    }
    if (values.save !== undefined) return save(id.data, values.save, context)
    const job = values.fetch
      ? (await generation.fetch(id.data)).job
      : await generation.discard(id.data)
    return answer(job, context)
  },
}

function list(context: CommandContext): Outcome {
  const kept = context.library.generation.jobs().filter((job) => job.kept > 0)
  const lines = kept.map((job) => lineOf(job, context))
  const none = context.translate('commandLine.nothingReceived')
  return { json: { received: kept.map(jsonOf) }, text: lines.join('\n') || none }
}

function answer(job: GenerationJob, context: CommandContext): Outcome {
  return { json: { received: jsonOf(job) }, text: lineOf(job, context) }
}

async function save(id: number, folder: string, context: CommandContext): Promise<Outcome> {
  const { library, workingFolder } = context
  const fileSystem = nodeFileSystem()
  const all = await library.generation.unstored(id)
  if (all.length === 0) throw new AppError('not-found', { kind: 'job', id })
  const place = resolve(workingFolder, folder)
  const files: { path: string; bytes: number }[] = []
  try {
    await fileSystem.mkdir(place)
    for (const [index, bytes] of all.entries()) {
      const path = join(place, receivedName(id, index + 1, bytes))
      await writeFileWhole(fileSystem, path, bytes)
      files.push({ path, bytes: bytes.length })
    }
  } catch (error) {
    throw asDiskError(error, { folder: place })
  }
  return { json: { saved: files }, text: files.map(({ path }) => path).join('\n') }
}

function jsonOf(job: GenerationJob) {
  const { id, subject, subjectName, host, state, kept, error, portraitIds } = job
  return { order: id, subject, name: subjectName, host, state, kept, error, portraitIds }
}

function lineOf({ id, subjectName, host, kept, error }: GenerationJob, context: CommandContext) {
  const said = error === null ? '' : errorSentence(createTranslator(context.language), error)
  return [String(id), subjectName, host, String(kept), said].join('\t')
}
