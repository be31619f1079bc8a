/** Ids by rank, those of one rank in the order in which they came. */
export class RankedIds {
  readonly #byRank: number[][] = []

  add(id: number, rank: number): void {
    const ids = this.#byRank[rank]
    if (ids === undefined) this.#byRank[rank] = [id]
    else ids.push(id)
  }

  /** All ids, the lowest rank first. */
  list(): number[] {
    return this.#byRank.flat()
  }
}
