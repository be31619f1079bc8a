import { AppError } from '../../shared/errors'
import {
  type ChangedTags,
  type Tag,
  type TaggedMany,
  type TagOrder,
  type TagSummary,
  tagColours,
  tagOrderSchema,
} from '../../shared/tag'
import { tagKindFromText, tagKindWord } from '../../shared/tag-words'
import { createTranslator, errorSentence } from '../../shared/translate'
import {
  type Command,
  type CommandContext,
  checkedInput,
  type Outcome,
  readIds,
  readWords,
} from './command'

const options = {
  json: { type: 'boolean' },
  none: { type: 'boolean' },
  characters: { type: 'string' },
  portraits: { type: 'string' },
} as const

type Values = ReturnType<typeof readWords<typeof options>>['values']

/** What one word of `tag` does. */
type Action = (
  words: readonly string[],
  values: Values,
  context: CommandContext,
) => Promise<Outcome> | Outcome

const actions: Readonly<Record<string, Action>> = {
  list,
  add: (words, _values, context) => link('add', words, context),
  remove: (words, _values, context) => link('remove', words, context),
  rename,
  merge,
  split,
  kind,
  colour,
  delete: remove,
}

/** Adds tags to characters and portraits, lists and changes them. */
export const tag: Command = {
  changesLibrary: true,
  usage: [
    'tag list [--json]',
    'tag add|remove <character|portrait> ID[,ID…] NAME… [--json]',
    'tag rename NAME NEW [--json]',
    'tag merge FROM INTO [--json]',
    'tag split FROM NEW [--characters ID,…] [--portraits ID,…] [--json]',
    'tag kind NAME <KIND|--none> [--json]',
    `tag colour NAME <${tagColours.join('|')}|--none> [--json]`,
    'tag delete NAME [--json]',
  ].join('\n  castkeeper '),
  run(words, context) {
    const { positionals, values } = readWords(words, options)
    const [name = '', ...rest] = positionals
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (action === undefined) throw misused(positionals)
    return action(rest, values, context)
  },
}

const misused = (words: readonly string[]) =>
  new AppError('command-misused', { reason: words.join(' ') })

function list(words: readonly string[], _values: Values, context: CommandContext): Outcome {
  if (words.length > 0) throw misused(words)
  const tags = context.library.tags.list()
  const { translate } = context
  const lines = tags.map((one) => {
    const characters = translate('import.count.characters', { count: one.characters })
    const portraits = translate('import.count.portraits', { count: one.portraits })
    return `${named(context, one)}  ${characters}, ${portraits}`
  })
  return {
    json: { tags: tags.map(toJson) },
    text: lines.length > 0 ? lines.join('\n') : translate('tags.noneYet'),
  }
}

const toJson = ({ name, kind, colour, characters, portraits }: TagSummary) => ({
  name,
  kind,
  colour,
  characters,
  portraits,
})

const named = ({ translate }: CommandContext, { name, kind }: Tag): string =>
  kind === null ? name : `${name} (${tagKindWord(translate, kind)})`

async function link(
  order: 'add' | 'remove',
  words: readonly string[],
  context: CommandContext,
): Promise<Outcome> {
  const [of, idList = '', ...names] = words
  if (of !== 'character' && of !== 'portrait') throw misused(words)
  const ids = readIds(idList.split(','))
  const on = { characters: [], portraits: [], [`${of}s`]: ids }
  const done = await change(context, { order, names, on })
  const missing = done.missing[`${of}s`]
  const [only] = ids
  const tags =
    ids.length === 1 && only !== undefined && missing.length === 0
      ? context.library.tags.of({ kind: of, id: only })
      : done.tags
  const json = {
    [of]: { ids: ids.filter((id) => !missing.includes(id)), missing },
    tags: tags.map(({ name }) => name),
  }
  const text = [
    context.translate(`commandLine.tag.${order}`, {
      count: done[`${of}s`],
      tags: done.tags.map(({ name }) => name).join(', '),
    }),
    ...(missing.length > 0
      ? [context.translate('commandLine.characters.missing', { ids: missing.join(', ') })]
      : []),
  ].join('\n')
  return ended(context, done, { json, text })
}

async function rename(
  words: readonly string[],
  _values: Values,
  context: CommandContext,
): Promise<Outcome> {
  const [old = '', name, ...others] = words
  if (name === undefined || others.length > 0) throw misused(words)
  const { id } = context.library.tags.named(old)
  return changed(context, await change(context, { order: 'rename', id, name }))
}

async function merge(
  words: readonly string[],
  _values: Values,
  context: CommandContext,
): Promise<Outcome> {
  const [from = '', into, ...others] = words
  if (into === undefined || others.length > 0) throw misused(words)
  const { tags } = context.library
  const order = { order: 'merge', id: tags.named(from).id, into: tags.named(into).id } as const
  return changed(context, await change(context, order))
}

async function split(
  words: readonly string[],
  values: Values,
  context: CommandContext,
): Promise<Outcome> {
  const [from = '', name, ...others] = words
  if (name === undefined || others.length > 0) throw misused(words)
  const ids = (list: string | undefined) => (list === undefined ? [] : readIds(list.split(',')))
  const on: TaggedMany = { characters: ids(values.characters), portraits: ids(values.portraits) }
  const { id } = context.library.tags.named(from)
  return changed(context, await change(context, { order: 'split', id, name, on }))
}

async function kind(
  words: readonly string[],
  values: Values,
  context: CommandContext,
): Promise<Outcome> {
  const [name, typed] = readSetting(words, values)
  const { id } = context.library.tags.named(name)
  const wanted = typed === null ? null : tagKindFromText(context.translate, typed)
  return changed(context, await change(context, { order: 'kind', id, kind: wanted }))
}

async function colour(
  words: readonly string[],
  values: Values,
  context: CommandContext,
): Promise<Outcome> {
  const [name, typed] = readSetting(words, values)
  const found = tagColours.find((one) => one === typed) ?? null
  if (typed !== null && found === null) throw misused([typed])
  const { id } = context.library.tags.named(name)
  return changed(context, await change(context, { order: 'colour', id, colour: found }))
}

/** The tag, and what it is set to; null with `--none`. */
function readSetting(words: readonly string[], { none }: Values): [string, string | null] {
  const [name, value, ...others] = words
  const isUsable = none === true ? value === undefined : value !== undefined
  if (name === undefined || !isUsable || others.length > 0) throw misused(words)
  return [name, value ?? null]
}

async function remove(
  words: readonly string[],
  _values: Values,
  context: CommandContext,
): Promise<Outcome> {
  const [name, ...others] = words
  if (name === undefined || others.length > 0) throw misused(words)
  const found = context.library.tags.named(name)
  const done = await change(context, { order: 'delete', id: found.id })
  return ended(context, done, {
    json: { deleted: { name: found.name, characters: done.characters, portraits: done.portraits } },
    text: context.translate('commandLine.tag.deleted', { name: found.name }),
  })
}

/** Through the check that the window's request goes through. */
const change = ({ library }: CommandContext, order: TagOrder): Promise<ChangedTags> =>
  library.tags.change(checkedInput(tagOrderSchema, order))

function changed(context: CommandContext, done: ChangedTags): Outcome {
  const ids = new Set(done.tags.map(({ id }) => id))
  const tags = context.library.tags.list().filter(({ id }) => ids.has(id))
  return ended(context, done, {
    json: { tags: tags.map(toJson), characters: done.characters, portraits: done.portraits },
    text: tags.map((one) => named(context, one)).join('\n'),
  })
}

/** A change that did not come to its end says how much is left, and why. */
function ended(
  { translate, language }: CommandContext,
  { notReached, error, missing }: ChangedTags,
  { json, text }: { readonly json: object; readonly text: string },
): Outcome {
  const isWhole = notReached === 0
  const why = error === null ? [] : [errorSentence(createTranslator(language), error)]
  const said = isWhole ? [] : [translate('tags.notReached', { count: notReached }), ...why]
  const hasMissing = missing.characters.length + missing.portraits.length > 0
  return {
    json: isWhole ? json : { ...json, notReached, error },
    text: [text, ...said].join('\n'),
    exitCode: isWhole && !hasMissing ? 0 : 1,
  }
}
