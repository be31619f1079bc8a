import type { CampaignFields } from '../../../shared/campaign'
import type { CharacterFields } from '../../../shared/character'
import { boundaryBefore, codePoints, shorten } from '../../../shared/cut'
import {
  factSchema,
  isVisible,
  maximumFactLength,
  maximumNameLength,
  maximumNotesLength,
  notesSchema,
  singleLine,
  storable,
  visibleName,
} from '../../../shared/text'
import { asData, type Translate } from '../../../shared/translate'
import type { OldCampaign, OldCharacter } from '../old-library'

const maximumThemes = 30
const maximumLevel = 999

/** Words that end up in records, in the game master's language. */
export interface ImportWords {
  /** For a record in whose name there is nothing to see. */
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

/** What an import writes into records, in the game master's language. */
export function createImportWords(t: Translate): ImportWords {
  return {
    unnamed: (id) => t('import.record.unnamed', { id }),
    line: (what, text) =>
      t('import.record.line', { what: t(`import.record.${what}`), text, ...asData }),
    aiModel: (model) => t('import.record.aiModel', { model, ...asData }),
    rest: () => t('import.record.rest'),
  }
}

/** Our words of an old record; whatever has no room in its own field is kept in the notes. */
interface Conversion {
  readonly notes: string[]
  readonly words: ImportWords
}

// Lengths are in code points, as the schema has them.
const cut = (text: string, length: number): string => shorten(text, length, codePoints)

/** A name as ours may be: one line, not empty, cut with an ellipsis. */
export function nameFor(name: string, originId: number, words: ImportWords): string {
  return cut(visibleName(name, words.unnamed(originId)), maximumNameLength)
}

function nameOf(old: OldCampaign | OldCharacter, { notes, words }: Conversion): string {
  const name = nameFor(old.name, old.id, words)
  const whole = singleLine(old.name)
  if (isVisible(whole) && name !== whole) notes.push(words.line('name', whole))
  return name
}

function factOf(
  text: string | null,
  what: 'language' | 'class' | 'race' | 'gender',
  { notes, words }: Conversion,
): string {
  const whole = singleLine(text ?? '')
  const fact = cut(whole, maximumFactLength)
  if (fact !== whole) notes.push(words.line(what, whole))
  return factSchema.parse(fact)
}

function themesOf(themes: readonly string[], { notes, words }: Conversion): string[] {
  const all = themes.map(singleLine).filter((theme) => theme !== '')
  const beginning = all.slice(0, maximumThemes).map((theme) => cut(theme, maximumFactLength))
  const isWhole =
    beginning.length === all.length && beginning.every((theme, index) => theme === all[index])
  if (!isWhole) notes.push(words.line('themes', all.join(', ')))
  return beginning
}

function levelOf(level: number | null, { notes, words }: Conversion): number | null {
  if (level === null) return null
  if (Number.isInteger(level) && level >= 0 && level <= maximumLevel) return level
  notes.push(words.line('level', String(level)))
  return null
}

function longText(text: string): { readonly beginning: string; readonly rest: string } {
  const whole = storable(text)
  const end = boundaryBefore(whole, maximumNotesLength)
  return { beginning: whole.slice(0, end), rest: whole.slice(end) }
}

const notesOf = ({ notes }: Conversion): string =>
  notesSchema.parse(longText(notes.join('\n')).beginning)

/** The fields of an old campaign as ours. */
export function toCampaignFields(
  old: OldCampaign,
  words: ImportWords,
): Partial<CampaignFields> & Pick<CampaignFields, 'name'> {
  const mending: Conversion = { notes: [], words }
  const fields = {
    name: nameOf(old, mending),
    themes: themesOf(old.themes, mending),
    language: factOf(old.language, 'language', mending),
  }
  const model = singleLine(old.aiModel ?? '')
  if (model !== '') mending.notes.push(words.aiModel(model))
  return { ...fields, notes: notesOf(mending) }
}

/** The fields of an old character as ours. */
export function toCharacterFields(
  old: OldCharacter,
  words: ImportWords,
): Partial<CharacterFields> & Pick<CharacterFields, 'name'> {
  const mending: Conversion = { notes: [], words }
  const { beginning, rest } = longText(old.description ?? '')
  const fields = {
    name: nameOf(old, mending),
    class: factOf(old.class, 'class', mending),
    race: factOf(old.race, 'race', mending),
    gender: factOf(old.gender, 'gender', mending),
    level: levelOf(old.level, mending),
    description: beginning,
  }
  if (rest !== '') mending.notes.push(words.rest(), rest)
  return { ...fields, notes: notesOf(mending) }
}
