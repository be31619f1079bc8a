import { AppError } from '../../../shared/errors'

const invisible = /[\p{Cf}\p{Cc}\s]/gu
const quotesAround = /^["'`“”„‟‘’‚‛«»‹›]+|["'`“”„‟‘’‚‛«»‹›]+$/gu
// Word processors and messengers turn the hyphens of a key into longer dashes.
const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g
const introduction =
  /^\s*(?:authorization\s*:\s*)?bearer\s+|^\s*(?:export\s+)?\w*api_?key\s*[=:]\s*/i
const shortestDoubled = 8

/**
 * A key as it was meant, from what was pasted: without the spaces, line breaks, invisible characters
 * and quotes around and in it, and once when it was pasted twice. Throws `key-malformed` for what no
 * HTTP header can carry; the error does not hold the key.
 */
export function cleanKey(pasted: string): string {
  const bare = pasted
    .replace(/[\p{Cf}]/gu, '')
    .trim()
    .replace(quotesAround, '')
    .replace(introduction, '')
    .replace(invisible, '')
    .replace(dashes, '-')
    .replace(quotesAround, '')
  const half = bare.slice(0, bare.length / 2)
  const key = half.length >= shortestDoubled && half + half === bare ? half : bare
  if (!/^[\x21-\x7e]+$/.test(key)) throw new AppError('key-malformed')
  return key
}
