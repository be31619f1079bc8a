import { resolve } from 'node:path'
import { type AddedPictures, type PictureChoice, pictureOutcomes } from '../../shared/add-pictures'
import { AppError } from '../../shared/errors'
import { createTranslator, errorSentence } from '../../shared/translate'
import { type Command, type CommandContext, type Outcome, readSubject, readWords } from './command'

/** Adds pictures, folders and archives of pictures: as characters, to characters of that name, or unassigned. */
export const addPictures: Command = {
  changesLibrary: true,
  usage: 'add-pictures PATH… [--campaign ID] [--match] [--json]',
  failureExitCode: 2,
  async run(words, context): Promise<Outcome> {
    const { library, workingFolder } = context
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      campaign: { type: 'string' },
      match: { type: 'boolean' },
    })
    if (positionals.length === 0) throw new AppError('command-misused', { reason: 'add-pictures' })
    const choice = readChoice(values)
    const sources = positionals.map(
      (path) => ({ kind: 'path', path: resolve(workingFolder, path) }) as const,
    )
    const added = await library.addPictures({ sources, choice, origin: 'own-file' })
    return { json: toJson(added), text: toText(added, context), exitCode: exitCodeOf(added) }
  },
}

interface Options {
  readonly campaign?: string | undefined
  readonly match?: boolean | undefined
}

function readChoice({ campaign, match }: Options): PictureChoice {
  if (campaign === undefined) {
    if (match) throw new AppError('command-misused', { reason: '--match' })
    return { way: 'keep' }
  }
  return { way: match ? 'match' : 'new', campaignId: readSubject('campaign', campaign).id }
}

function exitCodeOf({ rows, error, isCancelled }: AddedPictures): 0 | 1 {
  const isWhole = rows.every(({ outcome }) => outcome !== 'refused')
  return isWhole && error === null && !isCancelled ? 0 : 1
}

function toJson({ change: _, ...added }: AddedPictures) {
  const { rows, notReached, passedOver, leftOut, error } = added
  return { rows, notReached, passedOver, leftOut, error }
}

function toText(added: AddedPictures, { language, translate: t }: CommandContext): string {
  const { rows, error, notReached, isCancelled, passedOver, leftOut } = added
  const translator = createTranslator(language)
  const counts = pictureOutcomes.flatMap((one) => {
    const count = rows.filter(({ outcome }) => outcome === one).length
    return count === 0 ? [] : [`${t(`pictures.outcome.${one}`)}: ${count}`]
  })
  const reasons = rows.flatMap(({ file, error: reason }) =>
    reason === null ? [] : [`  ${file}: ${errorSentence(translator, reason)}`],
  )
  const left = isCancelled ? 'pictures.cancelled' : 'pictures.stopped'
  const lines = [
    ...(rows.length === 0 && notReached === 0 ? [t('pictures.nothing')] : counts),
    ...reasons,
    ...(passedOver === 0 ? [] : [t('pictures.passedOver', { count: passedOver })]),
    ...(leftOut === 0 ? [] : [t('pictures.leftOut', { count: leftOut })]),
    ...(error === null ? [] : [errorSentence(translator, error)]),
    ...(notReached === 0 && !isCancelled ? [] : [t(left, { count: notReached })]),
  ]
  return lines.join('\n')
}
