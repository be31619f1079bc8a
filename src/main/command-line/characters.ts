import type { ManyChanged } from '../../shared/character'
import type { ErrorReport } from '../../shared/errors'
import { statusChangeSchema } from '../../shared/status'
import { statusFromText, statusWord } from '../../shared/status-words'
import { createTranslator, errorSentence } from '../../shared/translate'
import { setStatuses } from '../campaigns/character-status'
import {
  type Command,
  type CommandContext,
  checkedInput,
  type Outcome,
  readIds,
  readWords,
} from './command'

/** Moves characters to another campaign. */
export const move: Command = {
  changesLibrary: true,
  usage: 'move ID… --campaign ID [--json]',
  async run(words, context) {
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      campaign: { type: 'string' },
    })
    const [campaignId = 0] = readIds([values.campaign ?? ''])
    const ids = readIds(positionals)
    const { library } = context
    const moved = await library.changeManyCharacters({
      change: 'move',
      moves: [{ campaignId, ids }],
    })
    const { name } = library.campaigns.read(campaignId)
    return outcome(context, 'moved', moved, { campaign: name })
  },
}

/** Moves characters to the trash, or out of it. */
export const trash: Command = {
  changesLibrary: true,
  usage: 'trash ID… [--restore] [--json]',
  async run(words, context) {
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      restore: { type: 'boolean' },
    })
    const ids = readIds(positionals)
    const { library } = context
    const isRestore = values.restore === true
    const change = isRestore ? 'restore' : 'trash'
    const changed = await library.changeManyCharacters({ change, ids })
    return outcome(context, isRestore ? 'restored' : 'trashed', changed)
  },
}

/** Gives characters a status, or none. A fixed status is also read by its name in the language of the window. */
export const status: Command = {
  changesLibrary: true,
  usage: 'status ID… <STATUS|--none> [--json]',
  async run(words, context) {
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      none: { type: 'boolean' },
    })
    const { library, translate } = context
    const typed = values.none === true ? null : (positionals.at(-1) ?? '')
    const ids = readIds(typed === null ? positionals : positionals.slice(0, -1))
    const change = checkedInput(statusChangeSchema, {
      ids,
      status: typed === null ? null : statusFromText(translate, typed),
    })
    const given = change.status
    const { ids: changedIds, missing } = await library.commitOffThread(() =>
      setStatuses({ ...library, translate }, [change]),
    )
    const done = given === null ? 'noStatus' : 'status'
    const details = given === null ? {} : { status: statusWord(translate, given) }
    const said = translate(`commandLine.characters.${done}`, {
      count: changedIds.length,
      ...details,
    })
    return {
      json: { status: given, ids: changedIds, missing },
      text: [said, ...sayMissing(context, missing)].join('\n'),
      exitCode: missing.length > 0 ? 1 : 0,
    }
  },
}

/** Duplicates characters with their portraits, and prints the ids of the copies. */
export const duplicate: Command = {
  changesLibrary: true,
  usage: 'duplicate ID… [--json]',
  async run(words, context) {
    const { positionals } = readWords(words, { json: { type: 'boolean' } })
    const { library } = context
    const { copies, missing } = await library.duplicateCharacters(readIds(positionals))
    const lines = [...copies.map(({ id }) => String(id)), ...sayMissing(context, missing)]
    return {
      json: { duplicated: { copies, missing } },
      text: lines.join('\n'),
      exitCode: missing.length > 0 ? 1 : 0,
    }
  },
}

type Done = 'moved' | 'trashed' | 'restored'

function outcome(
  context: CommandContext,
  done: Done,
  { ids, missing, notReached, error }: ManyChanged,
  details: Readonly<Record<string, string>> = {},
): Outcome {
  const said = context.translate(`commandLine.characters.${done}`, {
    count: ids.length,
    ...details,
  })
  return {
    json: { [done]: { ids, missing, ...(notReached > 0 ? { notReached, error } : {}) } },
    text: [said, ...sayMissing(context, missing), ...sayStopped(context, notReached, error)].join(
      '\n',
    ),
    exitCode: missing.length + notReached > 0 ? 1 : 0,
  }
}

function sayStopped(
  { translate, language }: CommandContext,
  notReached: number,
  error: ErrorReport | null,
): string[] {
  if (notReached === 0) return []
  const why = error === null ? [] : [errorSentence(createTranslator(language), error)]
  return [translate('character.many.notReached', { count: notReached }), ...why]
}

function sayMissing({ translate }: CommandContext, missing: readonly number[]): string[] {
  if (missing.length === 0) return []
  return [translate('commandLine.characters.missing', { ids: missing.join(', ') })]
}
