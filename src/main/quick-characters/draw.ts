import { sha256OfText } from '../core/disk/sha256'

/** A whole number from 0 to one below `end` that is the same for the same words on every machine. */
export function drawBelow(end: number, ...words: readonly (string | number)[]): number {
  const digits = sha256OfText(JSON.stringify(words)).slice(0, 12)
  return Math.floor((Number.parseInt(digits, 16) / 16 ** 12) * end)
}

/** The order in which a seed draws `length` items: none comes twice before each has come once. */
export class Order {
  readonly length: number
  readonly #offset: number
  readonly #step: number

  constructor(length: number, ...words: readonly string[]) {
    this.length = length
    this.#offset = length < 2 ? 0 : drawBelow(length, ...words, 'offset')
    this.#step = length < 2 ? 1 : stepFor(length, 1 + drawBelow(length - 1, ...words, 'step'))
  }

  /** Where the n-th item, from 0, stands; null once each has come. */
  placeOf(draw: number): number | null {
    return draw < this.length ? (this.#offset + draw * this.#step) % this.length : null
  }
}

/** The next number from `from` on that has no divisor in common with `length`, so that its multiples reach every place. */
function stepFor(length: number, from: number): number {
  let step = from
  while (greatestCommonDivisor(length, step) !== 1) step += 1
  return step
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other)
}
