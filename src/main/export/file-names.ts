import { beginningOf } from '../../shared/cut'
import { foldText } from '../../shared/search'

/** Devices on Windows, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i
/** Bytes of UTF-8, so that name and ending fit into the 255 of every file system. */
const maximumBytes = 180

/**
 * A name as a file may have it on Windows, macOS and Linux: no separators, control characters or devices,
 * no dot or space at either end, composed as Windows expects it, never empty.
 */
export function safeFileName(name: string, fallback: string): string {
  const plain = name
    .normalize('NFC')
    .toWellFormed()
    .replace(/[<>:"/\\|?*]/g, '-')
    .replace(/\p{C}/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const named = reserved.test(plain) ? `_${plain}` : plain
  const short = beginningOf(named, maximumBytes, Buffer.byteLength).replace(/[. ]+$/, '')
  return short === '' ? fallback : short
}

/** Gives each name once: a second `Elowen`, or `elowen`, becomes `Elowen (2)`. */
export function createUniqueNames(): (stem: string, ending: string) => string {
  const taken = new Set<string>()
  // Where the search for a free number goes on: thousands may have one name.
  const reached = new Map<string, number>()
  return (stem, ending) => {
    const wanted = foldText(`${stem}${ending}`)
    for (let number = reached.get(wanted) ?? 1; ; number += 1) {
      const name = `${number === 1 ? stem : `${stem} (${number})`}${ending}`
      const key = foldText(name)
      if (taken.has(key)) continue
      taken.add(key)
      reached.set(wanted, number + 1)
      return name
    }
  }
}
