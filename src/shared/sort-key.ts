import { foldText } from './search'

/** Signs in the order in which people's software has them (CLDR root collation), all before digits. */
const signOrder = '_-–—,;:!¡?¿.…·\'‘’"“”«»()[]{}§@*/\\&#%•`´^°©®+×<=>|~$£¥€'
const signStart = 0x21

/**
 * A text to sort names by that needs no locale, so that an index can hold it: compared by code points it
 * gives the order of `Intl.Collator` with `numeric` for the root locale. Signs come before digits and
 * digits before letters; a number counts by its value; letters that differ by case or diacritics alone
 * are next to each other.
 */
export function sortKey(name: string): string {
  const folded = foldText(name)
  const main = signKey(folded).replace(/\d+/gu, numberKey)
  const exact = name.normalize('NFD').toLowerCase()
  return exact === folded ? main : `${main}\u0001${exact}`
}

/** Text without letters or digits as it stands inside a sort key. */
export function signKey(text: string): string {
  return foldText(text)
    .replace(/\s+/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N} ]/gu, (sign) => {
      const place = signOrder.indexOf(sign)
      return `!${place < 0 ? sign : String.fromCharCode(signStart + place)}`
    })
}

/** Numbers with more digits are larger; how many there are stands first. */
function numberKey(digits: string): string {
  const value = digits.replace(/^0+(?=\d)/u, '')
  const length = String.fromCharCode(0x30 + (value.length >> 4), 0x30 + (value.length & 15))
  return `0${length}${value}`
}
