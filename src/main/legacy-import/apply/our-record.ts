import type { CampaignFields } from '../../../shared/campaign'
import type { CharacterFields } from '../../../shared/character'
import {
  factSchema,
  maximumFactLength,
  maximumNameLength,
  maximumNotesLength,
  notesSchema,
} from '../../../shared/text'
import type { OldCampaign, OldCharacter } from '../old-library'

const maximumThemes = 30
const maximumLevel = 999

/** Words that end up in records, in the game master's language. */
export interface ImportWords {
  /** For a record whose name was empty. */
  unnamed(originId: number): string
  /** One line of the notes: what the old app called it, and the whole text. */
  line(
    what: 'name' | 'themes' | 'language' | 'class' | 'race' | 'gender' | 'level',
    text: string,
  ): string
  aiModel(model: string): string
  /** Before what a description had no room for. */
  rest(): string
}

/** Our words of an old record; whatever has no room in its own field is kept in the notes. */
interface Mending {
  readonly notes: string[]
  readonly words: ImportWords
}

// The schema makes one line of it and takes out what SQLite cannot hold; it only refuses the length.
function oneLine(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed().replace(/\s+/gu, ' ').trim()
}

function cut(text: string, length: number): string {
  const letters = Array.from(text)
  return letters.length <= length
    ? text
    : `${letters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
}

/** A name as ours may be: one line, not empty, cut with an ellipsis. */
export function mendName(name: string, originId: number, words: ImportWords): string {
  const whole = oneLine(name)
  return cut(whole === '' ? words.unnamed(originId) : whole, maximumNameLength)
}

function nameOf(old: OldCampaign | OldCharacter, { notes, words }: Mending): string {
  const name = mendName(old.name, old.id, words)
  const whole = oneLine(old.name)
  if (whole !== '' && name !== whole) notes.push(words.line('name', whole))
  return name
}

function factOf(
  text: string | null,
  what: 'language' | 'class' | 'race' | 'gender',
  { notes, words }: Mending,
): string {
  const whole = oneLine(text ?? '')
  const fact = cut(whole, maximumFactLength)
  if (fact !== whole) notes.push(words.line(what, whole))
  return factSchema.parse(fact)
}

function themesOf(themes: readonly string[], { notes, words }: Mending): string[] {
  const all = themes.map(oneLine).filter((theme) => theme !== '')
  const kept = all.slice(0, maximumThemes).map((theme) => cut(theme, maximumFactLength))
  const isWhole = kept.length === all.length && kept.every((theme, index) => theme === all[index])
  if (!isWhole) notes.push(words.line('themes', all.join(', ')))
  return kept
}

function levelOf(level: number | null, { notes, words }: Mending): number | null {
  if (level === null) return null
  if (Number.isInteger(level) && level >= 0 && level <= maximumLevel) return level
  notes.push(words.line('level', String(level)))
  return null
}

function longText(text: string): { readonly kept: string; readonly rest: string } {
  const whole = text.replaceAll('\u0000', '').toWellFormed()
  if (whole.length <= maximumNotesLength) return { kept: whole, rest: '' }
  // Not between the halves of a letter beyond the basic plane.
  const end =
    maximumNotesLength - (/[\ud800-\udbff]/.test(whole[maximumNotesLength - 1] ?? '') ? 1 : 0)
  return { kept: whole.slice(0, end), rest: whole.slice(end) }
}

const notesOf = ({ notes }: Mending): string => notesSchema.parse(longText(notes.join('\n')).kept)

/** The fields of an old campaign as ours. */
export function toCampaignFields(
  old: OldCampaign,
  words: ImportWords,
): Partial<CampaignFields> & Pick<CampaignFields, 'name'> {
  const mending: Mending = { notes: [], words }
  const fields = {
    name: nameOf(old, mending),
    themes: themesOf(old.themes, mending),
    language: factOf(old.language, 'language', mending),
  }
  const model = oneLine(old.aiModel ?? '')
  if (model !== '') mending.notes.push(words.aiModel(model))
  return { ...fields, notes: notesOf(mending) }
}

/** The fields of an old character as ours. */
export function toCharacterFields(
  old: OldCharacter,
  words: ImportWords,
): Partial<CharacterFields> & Pick<CharacterFields, 'name'> {
  const mending: Mending = { notes: [], words }
  const { kept, rest } = longText(old.description ?? '')
  const fields = {
    name: nameOf(old, mending),
    class: factOf(old.class, 'class', mending),
    race: factOf(old.race, 'race', mending),
    gender: factOf(old.gender, 'gender', mending),
    level: levelOf(old.level, mending),
    description: kept,
  }
  if (rest !== '') mending.notes.push(words.rest(), rest)
  return { ...fields, notes: notesOf(mending) }
}
