import { AppError } from '../../shared/errors'
import { mentionOf } from '../../shared/mentions'
import type { AddedLine, SessionLine } from '../../shared/session-line'
import { maximumNotesLength, singleLine } from '../../shared/text'
import type { LineWords } from './line-words'
import { type MentionablePerson, resolveNames } from './resolve-names'
import type { SessionContext } from './session-context'

interface LineOptions {
  readonly lineWords: LineWords
  /** Begins a session where none is open, and says so when the line does not fit. */
  readonly isTyped: boolean
  readonly begin: (campaignId: number) => number
  readonly write: (id: number, text: string) => void
}

/**
 * Adds one line to the open session of a campaign, in the transaction of the caller. A line that is added by
 * itself does nothing without an open session, without room in it, or when it is the last one already. Throws
 * AppError `notes-too-long` for a typed line that finds no room.
 */
export function addSessionLine(
  context: SessionContext,
  line: SessionLine,
  { lineWords, isTyped, begin, write }: LineOptions,
): AddedLine | null {
  const { selectOpen, selectOne } = context
  const openId = selectOpen.get(line.campaignId)
  const written = writeLine(context, line, lineWords)
  if (written === null || (openId === undefined && !isTyped)) return null
  const id = openId ?? begin(line.campaignId)
  const row = selectOne.get(id)
  if (row === undefined) throw new AppError('not-found', { kind: 'session', id })
  const lines = row.text.trimEnd().split('\n')
  if (!isTyped && lines.at(-1) === written) return null
  const added = gapAfter(lines.at(-1) ?? '') + written
  const text = row.text.trimEnd() + added
  if (text.length > maximumNotesLength) {
    if (isTyped) throw new AppError('notes-too-long')
    return null
  }
  write(id, text)
  return { sessionId: id, number: row.number, isNew: openId === undefined, line: added }
}

/** Lines are items of one list, which in Markdown begins after an empty line. */
function gapAfter(last: string): string {
  if (last === '') return ''
  return last.startsWith('- ') ? '\n' : '\n\n'
}

function writeLine(
  { selectCharacter, selectCast }: SessionContext,
  { campaignId, kind, characterId, text = '' }: SessionLine,
  lineWords: LineWords,
): string | null {
  const words = singleLine(text)
  if (kind === 'line') {
    return words === '' ? null : `- ${resolveNames(words, selectCast.all(campaignId))}`
  }
  const person: MentionablePerson | undefined = selectCharacter.get(characterId ?? 0)
  if (person === undefined) return null
  return `- ${lineWords[kind](mentionOf(person.id, person.name), words)}`
}
