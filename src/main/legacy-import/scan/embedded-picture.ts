import {
  isDataUrl,
  readBase64,
  readDataUrl,
  startsLikePicture,
  type TextBytes,
} from '../../portraits/picture-text'

export interface EmbeddedText {
  readonly form: 'data-url' | 'bare-base64'
  /** What the text stands for; null when it is no base64 or longer than any picture we take. */
  readonly bytes: Uint8Array | null
}

/** The picture that a portrait value itself holds, or null when it is no such value. */
export function readEmbedded(text: string): EmbeddedText | null {
  if (isDataUrl(text)) return { form: 'data-url', bytes: bytesOrNull(readDataUrl(text)) }
  if (!startsLikePicture(text)) return null
  const bytes = bytesOrNull(readBase64(text))
  // `/9j/…` can also be a path; only characters outside base64 show that.
  return bytes === null && /[.\\:]/.test(text) ? null : { form: 'bare-base64', bytes }
}

function bytesOrNull(read: TextBytes): Uint8Array | null {
  return typeof read === 'string' ? null : new Uint8Array(read)
}
