/** What better-sqlite3 hands out for a cell. */
export type Cell = string | number | bigint | Uint8Array | null | undefined

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const western = new TextDecoder('windows-1252')

/**
 * The text of bytes that should be UTF-8. What was pasted in by another program is read as Windows-1252,
 * unless a part of it is UTF-8 after all; then only what is broken becomes U+FFFD.
 */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const repaired = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    const isPartlyUtf8 = /[^\p{ASCII}\ufffd]/u.test(repaired) || /\ufffd{2}/.test(repaired)
    return isPartlyUtf8 ? repaired : western.decode(bytes)
  }
}

/** A text with percent-encoding decoded (`%C3%A9`, or `%E9` of an older program). */
export function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    textOfBytes(Buffer.from(run.replaceAll('%', ''), 'hex')),
  )
}

/** A cell as text, whatever its type; null stays null. NUL and half surrogates are taken out. */
export function textOf(cell: Cell): string | null {
  if (cell === null || cell === undefined) return null
  const text = cell instanceof Uint8Array ? textOfBytes(cell) : String(cell)
  return text.replaceAll('\u0000', '').toWellFormed()
}

/** A whole number, also one written as text or as 7.0; null for anything else. */
export function integerOf(cell: Cell): number | null {
  const text = typeof cell === 'string' ? cell.trim() : cell
  if (text === null || text === undefined || text === '' || text instanceof Uint8Array) return null
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : null
}

/** A level: a number, with what is behind its point left out. */
export function levelOf(cell: Cell): number | null {
  const text = typeof cell === 'string' ? cell.trim() : cell
  if (text === null || text === undefined || text === '' || text instanceof Uint8Array) return null
  const number = Math.trunc(Number(text))
  return Number.isSafeInteger(number) ? number : null
}

/** The old app's times: UTC as `YYYY-MM-DD HH:MM:SS`, at times with a `T`, a fraction or a zone. */
export function timeOf(cell: Cell): string | null {
  const text = textOf(cell)?.trim() ?? ''
  const parts =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/i
  const found = parts.exec(text)
  if (found === null) return null
  const [, day = '', time = '00:00:00', zone = 'Z'] = found
  const moment = new Date(`${day}T${time.replace(/(\.\d{3})\d+$/, '$1')}${zone.toUpperCase()}`)
  if (Number.isNaN(moment.getTime())) return null
  const iso = moment.toISOString()
  // JavaScript reads 30 February as 2 March, which is no time that was written.
  const isDay = iso.startsWith(day) || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
  return isDay ? iso : null
}

/** Only an operator set `is_active` to 0. */
export function isArchived(active: Cell): boolean {
  const text = textOf(active)?.trim().toLowerCase()
  return text === 'false' || (text !== undefined && text !== '' && Number(text) === 0)
}

const mostThemes = 1_000

/** The themes of a campaign: a JSON array, or text written by hand with commas or semicolons. */
export function themesOf(cell: Cell): readonly string[] {
  const text =
    textOf(cell)
      ?.replace(/^\ufeff/, '')
      .trim() ?? ''
  if (text === '' || /^(?:none|null)$/i.test(text)) return []
  const parsed = text.startsWith('[') ? parseList(text) : null
  const themes = parsed ?? text.replace(/^\[|\]$/g, '').split(/[,;\n]/)
  return themes
    .map((theme) => theme.replace(/\s+/gu, ' ').trim())
    .map((theme) => /^(["'])(.*)\1$/.exec(theme)?.[2] ?? theme)
    .filter((theme, at, all) => theme !== '' && all.indexOf(theme) === at)
    .slice(0, mostThemes)
}

function parseList(text: string): string[] | null {
  try {
    const parsed: unknown = JSON.parse(text)
    if (!Array.isArray(parsed)) return null
    return parsed
      .slice(0, mostThemes)
      .filter((one) => typeof one === 'string' || typeof one === 'number')
      .map((one) => String(one).replaceAll('\u0000', '').toWellFormed())
  } catch (error) {
    // Written by hand, or cut: it is then read as text.
    if (error instanceof SyntaxError || error instanceof RangeError) return null
    throw error
  }
}
