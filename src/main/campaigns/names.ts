import { codePoints, shorten } from '../../shared/cut'
import { maximumNameLength, visibleName } from '../../shared/text'
import { asData, type Translate } from '../../shared/translate'

/** Words that become part of a name, in the game master's language. */
export interface NameWords {
  /** `Elowen` as `Elowen (copy)`. */
  copyOf(name: string): string
  /** Of a record in whose name there is nothing to see. */
  unnamed(id: number): string
}

interface Named {
  readonly id: number
  readonly name: string
}

/** The words in the language `t` speaks at the time. */
export function createNameWords(t: Translate): NameWords {
  return {
    copyOf: (name) => t('duplicate.copyOf', { name, ...asData }),
    unnamed: (id) => t('import.record.unnamed', { id, ...asData }),
  }
}

/** The name of a record from elsewhere, or one that was stored when names were not looked at. */
export function nameOrUnnamed(words: NameWords, { id, name }: Named): string {
  return fitted(visibleName(name, words.unnamed(id)))
}

/** The name of a copy, cut where it would be too long. */
export function nameOfCopy(words: NameWords, named: Named): string {
  const name = nameOrUnnamed(words, named)
  const excess = codePoints(words.copyOf(name)) - maximumNameLength
  return words.copyOf(excess <= 0 ? name : shorten(name, codePoints(name) - excess, codePoints))
}

/** At most 200 code points, whole characters as a reader sees them. */
export const fitted = (name: string): string => shorten(name, maximumNameLength, codePoints)
