import { resolve } from 'node:path'
import { requests } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import { type SessionSummary, sessionFormats } from '../../shared/session'
import { idSchema } from '../../shared/subject'
import { maximumNotesLength } from '../../shared/text'
import { nodeFileSystem } from '../core/disk/node-file-system'
import { readJournal, writeSessionsFile } from '../export/export-sessions'
import { type Command, type CommandContext, checkedInput, type Outcome, readWords } from './command'
import { readTextInput } from './text-input'

const options = {
  json: { type: 'boolean' },
  campaign: { type: 'string' },
  session: { type: 'string' },
  title: { type: 'string' },
  date: { type: 'string' },
  text: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string' },
} as const

type Values = ReturnType<typeof readWords<typeof options>>['values']

/** What one word of `session` does. */
type Action = (
  values: Values,
  context: CommandContext,
  words: readonly string[],
) => Promise<Outcome> | Outcome

const actions: Readonly<Record<string, Action>> = {
  add,
  list,
  edit,
  open: (values, context) => toggle(values, context, 'open'),
  close: (values, context) => toggle(values, context, 'close'),
  line,
  remove,
  restore,
  export: exportSessions,
}

/** Adds, lists, changes and exports the sessions of a campaign. */
export const session: Command = {
  changesLibrary: true,
  usage: [
    'session add --campaign ID [--title TEXT] [--date DAY] [--text FILE] [--json]',
    'session list --campaign ID [--json]',
    'session edit --campaign ID --session N [--title TEXT] [--date DAY] [--text FILE] [--json]',
    'session open|close|remove --campaign ID --session N [--json]',
    'session restore --session ID [--json]',
    'session line --campaign ID TEXT… [--json]',
    'session export --campaign ID [--session N] --format markdown|lonelog --output FILE [--json]',
  ].join('\n  castkeeper '),
  run(words, context) {
    const { positionals, values } = readWords(words, options)
    const [name = '', ...rest] = positionals
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (action === undefined || (rest.length > 0 && name !== 'line')) {
      throw new AppError('command-misused', { reason: positionals.join(' ') })
    }
    return action(values, context, rest)
  },
}

async function add(values: Values, context: CommandContext): Promise<Outcome> {
  const input = checkedInput(requests['sessions:add'].input, {
    campaignId: readId(values.campaign),
    title: values.title,
    date: values.date,
    text: await readText(values.text, context),
  })
  const { library } = context
  const added = await library.commitOffThread(() =>
    library.sessions.add(input, { resolvesNames: true }),
  )
  return outcome(context, added.session)
}

function list(values: Values, context: CommandContext): Outcome {
  const { sessions, removed } = context.library.sessions.list(readId(values.campaign))
  const lines = sessions.map((one) => nameOf(context, one))
  const gone = removed.map((one) =>
    context.translate('commandLine.session.removed', { id: one.id, name: nameOf(context, one) }),
  )
  return {
    json: { sessions: sessions.map(toJson) },
    text: [...lines, ...gone].join('\n') || context.translate('commandLine.session.none'),
  }
}

async function edit(values: Values, context: CommandContext): Promise<Outcome> {
  const { library } = context
  const id = readSession(values, context)
  const text = await readText(values.text, context)
  const { changes } = checkedInput(requests['sessions:edit'].input, {
    id,
    changes: { title: values.title, date: values.date, text },
  })
  const edited = await library.commitOffThread(() =>
    library.sessions.edit(id, changes, { resolvesNames: true }),
  )
  return outcome(context, edited)
}

async function toggle(
  values: Values,
  context: CommandContext,
  how: 'open' | 'close',
): Promise<Outcome> {
  const { library } = context
  const id = readSession(values, context)
  await library.commitOffThread(() => library.sessions[how](id))
  return outcome(context, library.sessions.read(id))
}

async function line(
  values: Values,
  context: CommandContext,
  words: readonly string[],
): Promise<Outcome> {
  const { library } = context
  const { campaignId, text } = checkedInput(requests['sessions:add-line'].input, {
    campaignId: readId(values.campaign),
    text: words.join(' '),
  })
  const added = await library.commitOffThread(() => library.sessions.addTypedLine(campaignId, text))
  return outcome(context, library.sessions.read(added.sessionId))
}

async function remove(values: Values, context: CommandContext): Promise<Outcome> {
  const { library } = context
  const id = readSession(values, context)
  const removed = library.sessions.read(id)
  await library.commitOffThread(() => library.sessions.remove(id))
  return {
    json: { session: toJson(removed) },
    text: context.translate('commandLine.session.removed', { id, name: nameOf(context, removed) }),
  }
}

async function restore(values: Values, context: CommandContext): Promise<Outcome> {
  const { library } = context
  const id = readId(values.session)
  return outcome(context, await library.commitOffThread(() => library.sessions.restore(id)))
}

async function exportSessions(values: Values, context: CommandContext): Promise<Outcome> {
  const { library, translate, workingFolder } = context
  const format = sessionFormats.find((one) => one === values.format)
  if (format === undefined || values.output === undefined) {
    throw new AppError('command-misused', { reason: values.format ?? '--format' })
  }
  const sessionId = values.session === undefined ? null : readSession(values, context)
  const campaignId = readId(values.campaign)
  const journal = readJournal(library, { campaignId, sessionId }, translate)
  const path = resolve(workingFolder, values.output)
  await writeSessionsFile(journal, { format, path, fileSystem: nodeFileSystem(), translate })
  const count = journal.sessions.length
  return {
    json: { export: { path, sessions: count } },
    text: translate('commandLine.session.exported', { path, count }),
  }
}

function readId(word: string | undefined): number {
  const id = idSchema.safeParse(/^\d+$/.test(word ?? '') ? Number(word) : null)
  if (id.success) return id.data
  throw new AppError('command-misused', { reason: word ?? '--campaign' })
}

/** The id of the session of this number, or of the open one where none is named. */
function readSession({ campaign, session }: Values, { library }: CommandContext): number {
  const campaignId = readId(campaign)
  const openId = session === undefined ? library.sessions.openId(campaignId) : null
  return openId ?? library.sessions.idOf(campaignId, readId(session))
}

async function readText(
  path: string | undefined,
  { workingFolder }: CommandContext,
): Promise<string | undefined> {
  if (path === undefined) return undefined
  const maximumLength = maximumNotesLength
  return readTextInput({ path, workingFolder, maximumLength, tooLong: 'notes-too-long' })
}

function outcome(context: CommandContext, of: SessionSummary): Outcome {
  return { json: { session: toJson(of) }, text: nameOf(context, of) }
}

function toJson({ id, number, date, title, mentions }: SessionSummary) {
  return { id, number, date, title, mentions }
}

function nameOf(
  { translate }: CommandContext,
  { number, title, date, isOpen }: Omit<SessionSummary, 'mentions'>,
): string {
  const name =
    title === ''
      ? translate('sessions.numbered', { number })
      : translate('sessions.titled', { number, title })
  const state = isOpen ? [translate('sessions.open')] : []
  return [name, date, ...state].join('  ')
}
