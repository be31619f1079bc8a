import { pictureFormat } from '../../portraits/inspect'
import { isDataUrl, readDataUrl, startsLikePicture } from '../../portraits/picture-text'

/** What the body of an answer is made of. */
export interface AnswerDocuments {
  /** JSON values and texts, in the order they came. */
  readonly documents: readonly unknown[]
  /** Pieces that stand between them and are neither. */
  readonly unread: number
}

/** An answer that is one picture and nothing else. */
export interface BarePicture {
  readonly picture: Uint8Array
}

/**
 * Takes the body of an answer apart: one picture, one JSON value, server-sent events (HTML Living
 * Standard, 9.2.6), a JSON value on each line (with the record separators of RFC 7464 or without), or a
 * picture as text. Null when it is none of these.
 */
export function readDocuments(
  bytes: Uint8Array,
  mediaType: string,
): AnswerDocuments | BarePicture | null {
  if (bytes.length === 0) return { documents: [], unread: 0 }
  if (pictureFormat(bytes) !== null) return { picture: bytes }
  const text = new TextDecoder().decode(bytes)
  const whole = parse(text)
  if (whole !== undefined) return { documents: [whole], unread: 0 }
  if (mediaType.startsWith('image/') && bytes.length > 0) return { picture: bytes }
  if (mediaType !== 'text/event-stream' && isPictureText(text)) {
    return { documents: [text], unread: 0 }
  }
  if (/^(?:data|event|id|retry)?:/m.test(text)) {
    const events = readEvents(text)
    if (events.documents.length > 0) return events
  }
  const lines = readPieces(text.replaceAll('\u001e', '\n').split(/[\r\n]+/))
  return lines.documents.length > 0 ? lines : null
}

function isPictureText(text: string): boolean {
  return startsLikePicture(text) || (isDataUrl(text) && typeof readDataUrl(text) !== 'string')
}

function readEvents(text: string): AnswerDocuments {
  const payloads = text.split(/(?:\r\n|\r|\n){2,}/).map((event) =>
    event
      .split(/\r\n|\r|\n/)
      .flatMap((line) => /^data: ?([\s\S]*)$/.exec(line)?.[1] ?? [])
      .join('\n'),
  )
  return readPieces(payloads.filter((payload) => payload.trim() !== '[DONE]'))
}

function readPieces(pieces: readonly string[]): AnswerDocuments {
  const documents: unknown[] = []
  let unread = 0
  for (const piece of pieces) {
    if (piece.trim() === '') continue
    const value = parse(piece)
    if (value !== undefined) documents.push(value)
    else if (isPictureText(piece)) documents.push(piece)
    else unread += 1
  }
  return { documents, unread }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Whatever else it is, the caller finds out.
    return undefined
  }
}
