import { createHash, webcrypto } from 'node:crypto'

/** SHA-256 as 64 hex digits, worked out beside the main thread: 64 MiB would hold it up for 60 ms. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  // The digest refuses memory shared with another thread; no picture ever lies in any.
  const own = bytes as Uint8Array<ArrayBuffer>
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', own)).toString('hex')
}

/** SHA-256 of a short text in UTF-8, as 64 hex digits. */
export function sha256OfText(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
