import { AppError } from './errors'

/** Why an address cannot be used; the sentence for each is `error.base-url-invalid_<reason>`. */
export type BaseUrlFault =
  | 'empty'
  | 'spaces'
  | 'not-an-address'
  | 'protocol'
  | 'userinfo'
  | 'port'
  | 'query'
  | 'not-encrypted'
  | 'not-found'

/**
 * The address of an image service as it is kept: `https://host[:port]/path` without a slash at the end,
 * names in other scripts as Punycode. What was pasted with it (blanks, the path of a request) is taken
 * off. Throws AppError `base-url-invalid` with the reason.
 */
export function normaliseBaseUrl(typed: string): string {
  const text = typed.trim()
  if (text === '') throw baseUrlFault('empty')
  if (/\s/u.test(text)) throw baseUrlFault('spaces')
  if (!/^https?:\/\//i.test(text)) throw baseUrlFault('protocol')
  if (!URL.canParse(text)) throw baseUrlFault('not-an-address')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') throw baseUrlFault('userinfo')
  if (url.port === '0') throw baseUrlFault('port')
  if (url.search !== '' || url.hash !== '') throw baseUrlFault('query')
  const path = url.pathname.replace(/\/+(images\/generations|models)?\/*$/, '')
  return url.origin + path
}

/** The error for an address that cannot be used. */
export function baseUrlFault(reason: BaseUrlFault): AppError {
  return new AppError('base-url-invalid', { context: reason })
}
