import { readTemporaryUrl } from '../../core/network/temporary-url'
import { avatarFromUrl } from '../../portraits/avatar'
import { readEmbedded } from './embedded-picture'
import { readWrittenPath } from './portrait-path'

/** What an old portrait value says, before anything is looked at on the disk. */
export type PortraitValue =
  | { readonly form: 'null' | 'outside' | 'unreadable-text' }
  /** From the portraits folder on, with forward slashes. */
  | { readonly form: 'local'; readonly path: string }
  | {
      readonly form: 'temporary-url'
      /** Secret. */
      readonly url: string
      readonly host: string
      readonly expiresAt: Date | null
      readonly isExpired: boolean
    }
  | {
      readonly form: 'dicebear'
      readonly host: string
      readonly avatar: { readonly style: string; readonly seed: string }
    }
  | { readonly form: 'url'; readonly url: string; readonly host: string }
  /** The bytes are null when they cannot be had from the text. */
  | { readonly form: 'data-url' | 'bare-base64'; readonly bytes: Uint8Array | null }

/** The words by which other programs write that there is nothing. */
const nothing = /^(?:none|null|nan|nil|undefined)?$/i
/** Longest address or path that is read as one, in UTF-16 units. */
const longestAddress = 20_000

/** Reads `gm_portrait` or `portrait_url` of the old app. Pure; `now` decides what has expired. */
export function readPortraitValue(value: string | null, now: Date): PortraitValue {
  const text = unquoted((value ?? '').trim())
  if (nothing.test(text)) return { form: 'null' }
  const embedded = readEmbedded(text)
  if (embedded !== null) return embedded
  if (text.length > longestAddress) return { form: 'unreadable-text' }
  if (/^https?:/i.test(text)) return readAddress(text.replaceAll('&amp;', '&'), now)
  return readWrittenPath(text) ?? { form: 'unreadable-text' }
}

function readAddress(text: string, now: Date): PortraitValue {
  if (!URL.canParse(text)) return { form: 'unreadable-text' }
  const url = new URL(text)
  const host = url.host
  const avatar = avatarFromUrl(text)
  if (avatar !== null) {
    const { style, seed, options } = avatar
    // Further options are part of the picture, so the address itself is then the seed.
    const isPlain = Object.keys(options ?? {}).every((name) => name === 'size')
    return { form: 'dicebear', host, avatar: { style, seed: isPlain ? seed : text } }
  }
  const temporary = readTemporaryUrl(url)
  if (temporary === null) return { form: 'url', url: text, host }
  const { expiresAt } = temporary
  const isExpired = expiresAt !== null && expiresAt.getTime() <= now.getTime()
  return { form: 'temporary-url', url: text, host, expiresAt, isExpired }
}

function unquoted(text: string): string {
  return /^(["'])(.*)\1$/s.exec(text)?.[2]?.trim() ?? text
}
