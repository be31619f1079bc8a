import { beginningOf } from '../../../shared/cut'

const longestReason = 200

/**
 * A service's own words, cut down to what may be kept and shown: one line of at most 200 characters
 * without addresses, keys, account numbers or the prompt. Empty when there is nothing to say.
 */
export function sanitiseReason(words: unknown, prompt = ''): string {
  if (typeof words !== 'string') return ''
  // Some services quote the prompt; a short one could be any word.
  const unquoted = prompt.length > 20 ? words.replaceAll(prompt, '…') : words
  const line = unquoted
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '…')
    .replace(/\bbearer\s+\S+/gi, '…')
    .replace(/\b(sk|pk|rk|key|org|proj|user|acct|req)[-_][\w*-]{4,}/gi, '…')
    .replace(/[\w+/=*-]{32,}/g, '…')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
  return beginningOf(line, longestReason)
}

/** A service's own number for a request, which its support asks for; null when it gave none. */
export function sanitiseRequestId(id: unknown): string | null {
  return typeof id === 'string' && /^[\w.:-]{1,100}$/.test(id) ? id : null
}
