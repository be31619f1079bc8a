import { isDataUrl, readBase64, readDataUrl, startsLikePicture } from '../../portraits/picture-text'
import { readPictureAddress } from './picture-address'

/** Why an entry of an answer gave no picture. */
export type UnreadReason = 'too-large' | 'not-a-picture' | 'path' | 'empty'

type Content =
  | { readonly bytes: Uint8Array }
  | { readonly url: string }
  | { readonly unread: UnreadReason }

/** One entry of an answer, at a place where pictures stand. */
export type Entry = Content & {
  /** The prompt as the service reworded it. */
  readonly revisedPrompt: string | null
  /** A sketch of a picture that is sent whole later (OpenAI, `image_generation.partial_image`). */
  readonly isPartial: boolean
}

/** Names that servers use for a picture's bytes (OpenAI, Together, Stability, Google, Automatic1111, MiniMax). */
const byteFields = [
  'b64_json',
  'b64',
  'base64',
  'image_base64',
  'image_b64',
  'base64_image',
  'bytesBase64Encoded',
  'imageBytes',
  'image_bytes',
] as const
/** Names for its address. */
const addressFields = [
  'url',
  'image_url',
  'imageUrl',
  'uri',
  'download_url',
  'signed_url',
  'sample',
] as const
/** Names of fields that contain pictures, as a list, as an object or as a text. */
const containers = [
  'data',
  'images',
  'image',
  'output',
  'outputs',
  'result',
  'results',
  'artifacts',
  'predictions',
  'generations',
  'response',
  'item',
  'choices',
  'message',
  'candidates',
  'content',
  'parts',
  'inlineData',
  'inline_data',
  'image_url',
  'image_urls',
  'imageUrls',
  'urls',
  // A field for one picture holds the list of several, too.
  ...byteFields,
] as const
/** Deeper than any server nests them. */
const maximumDepth = 8
/** A picture in the text of a chat, as Markdown (CommonMark 6.4). */
const pictureInText = /!\[[^\]]{0,1000}\]\(\s*<?([^\s)>]+)/
const pictureName = /^[^\s<>"{}]{1,2000}\.(?:png|jpe?g|webp|gif|avif)(?:[?#]\S*)?$/i

/**
 * The entries of one JSON value of an answer, whatever names the server gave to the places where its
 * pictures stand. Addresses are completed by `requestUrl`. An entry that holds none says why.
 */
export function findPictures(document: unknown, requestUrl: URL): readonly Entry[] {
  return entriesIn(document, requestUrl, 0)
}

function entriesIn(value: unknown, requestUrl: URL, depth: number): readonly Entry[] {
  if (depth > maximumDepth) return []
  if (typeof value === 'string') {
    const content = contentOfText(value, requestUrl)
    return content === null ? [] : [{ ...content, revisedPrompt: null, isPartial: false }]
  }
  if (Array.isArray(value)) {
    return value.flatMap((one: unknown): readonly Entry[] => {
      const found = entriesIn(one, requestUrl, depth + 1)
      return found.length > 0 ? found : [emptyEntry]
    })
  }
  if (typeof value !== 'object' || value === null) return []
  const fields = new Map(Object.entries(value))
  // A list whose numbers were written down, as PHP does.
  const isNumbered = fields.size > 0 && [...fields.keys()].every((key) => /^\d+$/.test(key))
  if (isNumbered) return entriesIn([...fields.values()], requestUrl, depth)
  return entriesOfObject(fields, requestUrl, depth)
}

const emptyEntry: Entry = { unread: 'empty', revisedPrompt: null, isPartial: false }

function entriesOfObject(
  fields: ReadonlyMap<string, unknown>,
  requestUrl: URL,
  depth: number,
): readonly Entry[] {
  const own = ownContent(fields, requestUrl)
  const facts = {
    revisedPrompt: textOf(fields, 'revised_prompt'),
    isPartial: /partial/i.test(textOf(fields, 'type') ?? ''),
  }
  if (own !== null && !('unread' in own)) return [{ ...own, ...facts }]
  let unread: readonly Entry[] = own === null ? [] : [{ ...own, ...facts }]
  for (const name of containers) {
    const found = entriesIn(fields.get(name), requestUrl, depth + 1)
    // Some servers say the same thing under two names: the first with a picture counts.
    if (found.some((entry) => !('unread' in entry)))
      return found.map((one) => withFacts(one, facts))
    if (unread.length === 0) unread = found
  }
  return unread
}

type Facts = Pick<Entry, 'revisedPrompt' | 'isPartial'>

function withFacts(entry: Entry, { revisedPrompt, isPartial }: Facts): Entry {
  return {
    ...entry,
    revisedPrompt: entry.revisedPrompt ?? revisedPrompt,
    isPartial: entry.isPartial || isPartial,
  }
}

/** What the fields of one picture hold; the first that can be read counts. */
function ownContent(fields: ReadonlyMap<string, unknown>, requestUrl: URL): Content | null {
  let unread: Content | null = null
  for (const name of [...byteFields, ...addressFields]) {
    const text = textOf(fields, name)
    if (text === null) continue
    const isAddress = addressFields.some((one) => one === name)
    const content = contentOfField(text, isAddress, requestUrl)
    if (!('unread' in content)) return content
    unread ??= content
  }
  return unread
}

function contentOfField(text: string, isAddress: boolean, requestUrl: URL): Content {
  const isEncoded = isDataUrl(text) || startsLikePicture(text)
  // Servers have put an address where the bytes belong, and bytes where the address does.
  if (isEncoded || !(isAddress || /^\s*https?:\/\//i.test(text))) return decoded(text)
  const url = readPictureAddress(text, requestUrl)
  return url === null ? { unread: 'path' } : { url: url.href }
}

/** A text that no name says anything about is a picture only if it looks like one. */
function contentOfText(text: string, requestUrl: URL): Content | null {
  if (isDataUrl(text) || startsLikePicture(text)) return decoded(text)
  const isAddress = /^\s*https?:\/\/\S+\s*$/i.test(text) || pictureName.test(text.trim())
  const address = isAddress ? text : pictureInText.exec(text)?.[1]
  return address === undefined ? null : contentOfField(address, true, requestUrl)
}

function decoded(text: string): Content {
  const bytes = isDataUrl(text) ? readDataUrl(text) : readBase64(text)
  if (bytes === 'too-large') return { unread: 'too-large' }
  return bytes === 'unreadable' ? { unread: 'not-a-picture' } : { bytes }
}

function textOf(fields: ReadonlyMap<string, unknown>, name: string): string | null {
  const value = fields.get(name)
  return typeof value === 'string' && value !== '' ? value : null
}
