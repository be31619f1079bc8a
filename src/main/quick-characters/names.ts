import { foldText } from '../../shared/search'
import { drawBelow, Order } from './draw'
import type { NameTable } from './tables'

/** One name in two has a family name. */
const familyShare = 2
/** One name of syllables in three has a middle. */
const middleShare = 3

/**
 * The names of one seed that are not in use, in their order. No given name comes twice before all that the
 * table can make have come; after that names come again with a number. `isUsed` is asked for folded names.
 */
export class NameSequence {
  readonly #names: string[] = []
  readonly #drawn = new Set<string>()
  readonly #table: NameTable
  readonly #seed: string
  readonly #isUsed: (folded: string) => boolean
  readonly #wholes: Order
  readonly #models: Order
  /** Whether a whole name comes before the first one of syllables. */
  readonly #startsWhole: boolean
  #turn = 0

  constructor(table: NameTable, seed: string, isUsed: (folded: string) => boolean) {
    this.#table = table
    this.#seed = seed
    this.#isUsed = isUsed
    const { given, start, middle, end } = table
    this.#wholes = new Order(given.length, seed, 'whole')
    this.#models = new Order(start.length * end.length * (1 + middle.length), seed, 'model')
    this.#startsWhole = drawBelow(2, seed, 'turn') === 0
  }

  /** The n-th name, from 0. */
  at(draw: number): string {
    while (this.#names.length <= draw) this.#names.push(this.#next() ?? this.#numbered())
    return this.#names[draw] ?? ''
  }

  #next(): string | null {
    while (this.#turn < (this.#wholes.length + this.#models.length) * 2) {
      const name = this.#given(this.#turn)
      this.#turn += 1
      const folded = name === null ? '' : foldText(name)
      if (name === null || this.#drawn.has(folded) || this.#isUsed(folded)) continue
      this.#drawn.add(folded)
      return this.#withFamily(name)
    }
    return null
  }

  /** Where one kind of names has run out, its turns are passed over. */
  #given(turn: number): string | null {
    const [isWhole, draw] = this.#kindOf(turn)
    const place = (isWhole ? this.#wholes : this.#models).placeOf(draw)
    if (place === null) return null
    return isWhole ? (this.#table.given[place] ?? null) : modelName(this.#table, place, this.#seed)
  }

  /** Whether a whole name has this turn, and how many of its kind came before. */
  #kindOf(turn: number): readonly [isWhole: boolean, draw: number] {
    const { length } = this.#wholes
    if (this.#table.isWholeFirst) return turn < length ? [true, turn] : [false, turn - length]
    return [(turn % 2 === 0) === this.#startsWhole, Math.floor(turn / 2)]
  }

  #withFamily(name: string): string {
    const { family } = this.#table
    const hasFamily = drawBelow(familyShare, this.#seed, 'has family', name) === 0
    const whole = `${name} ${family[drawBelow(family.length, this.#seed, 'family', name)] ?? ''}`
    return family.length === 0 || !hasFamily || this.#isUsed(foldText(whole)) ? name : whole
  }

  /** Every name is in use: one of them with the next number, such as `Elowen 2`. */
  #numbered(): string {
    const place = drawBelow(Math.max(this.#wholes.length, 1), this.#seed, this.#names.length)
    const base = this.#table.given[place] ?? modelName(this.#table, 0, this.#seed)
    let number = 2
    const isTaken = (name: string) => this.#isUsed(name) || this.#drawn.has(name)
    while (isTaken(foldText(`${base} ${number}`))) number += 1
    this.#drawn.add(foldText(`${base} ${number}`))
    return `${base} ${number}`
  }
}

function modelName({ start, middle, end }: NameTable, place: number, seed: string): string {
  const first = start[place % start.length] ?? ''
  const last = end[Math.floor(place / start.length) % end.length] ?? ''
  const between = Math.floor(place / (start.length * end.length))
  const hasMiddle = between > 0 && drawBelow(middleShare, seed, 'middle', place) === 0
  return joined(joined(first, hasMiddle ? (middle[between - 1] ?? '') : ''), last)
}

/** Two parts of a name; a letter that would stand three times, or a vowel twice, stands once. */
function joined(one: string, other: string): string {
  const last = one.at(-1)?.toLowerCase()
  const isSame = last !== undefined && last === other[0]?.toLowerCase()
  const isTooMany = isSame && (/[aeiouy]/.test(last) || one.at(-2)?.toLowerCase() === last)
  return one + (isTooMany ? other.slice(1) : other)
}

/**
 * What a given name sounds like, however it is spelled: its first letter and the consonants after it, those that
 * sound alike being one. Empty for a name without Latin letters.
 */
export function soundOf(name: string): string {
  const [given = ''] = foldText(name).split(/[^\p{L}]+/u)
  const letters = given
    .replace(/[^a-z]/g, '')
    .replace(/ph/g, 'f')
    .replace(/th/g, 't')
    .replace(/c[eiy]/g, 's')
    .replace(/ck|[cq]/g, 'k')
    .replace(/z/g, 's')
    .replace(/w/g, 'v')
    .replace(/y/g, 'i')
    .replace(/(.)\1+/g, '$1')
  return letters.slice(0, 1) + letters.slice(1).replace(/[aeiouh]/g, '')
}
