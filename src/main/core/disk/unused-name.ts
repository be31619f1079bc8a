import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A name with its number in it, or the plain one for 1. */
export type NumberedName = (number: number) => string

/** `stem.ending`, `stem-2.ending`, `stem-3.ending` … */
export const dashed =
  (stem: string, ending = ''): NumberedName =>
  (number) =>
    number === 1 ? `${stem}${ending}` : `${stem}-${number}${ending}`

export interface UnusedNameOptions {
  /** What else must not be there, as the log of a database: endings to the name. */
  readonly companions?: readonly string[]
  /** Names that were found taken, though nothing can be seen there. */
  readonly except?: ReadonlySet<string>
}

/**
 * The first of these names that is free in the folder; another process may still take it before it is used.
 */
export function unusedName(
  folder: string,
  nameOf: NumberedName,
  { companions = [], except }: UnusedNameOptions = {},
): string {
  for (let number = 1; ; number += 1) {
    const name = nameOf(number)
    const isTaken = ['', ...companions].some((ending) => existsSync(join(folder, name + ending)))
    if (!isTaken && !except?.has(name)) return name
  }
}
