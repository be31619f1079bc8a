import { withoutEscapes } from '../../shared/text'

// Signs of direction turn the rest of a line round in a terminal, or are copied with a path that is printed.
const unprintable = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu
const unprintableInJson = /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu

/** Text without control sequences for the terminal, whatever names are in it. */
export const printable = (text: string): string => withoutEscapes(text).replace(unprintable, '')

/** The same value for scripts: what JSON leaves as it is though a terminal obeys it is written as `\\u009b`. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(
    unprintableInJson,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
