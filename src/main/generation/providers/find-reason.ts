/** What an answer says about why there is no picture, before it is cleaned: never to be shown like this. */
export interface Found {
  readonly code: string
  readonly type: string
  readonly parameter: string
  readonly message: string
}

type JsonObject = Readonly<Record<string, unknown>>

const deepest = 6
const mostValues = 2_000
const mostReasons = 3
const longestText = 20_000

/**
 * Names under which servers put their reason, the most telling first. OpenAI: {error: {message}} · Ollama:
 * {error: "…"} · FastAPI: {detail: "…" or [{loc, msg}]} · RFC 9457: {title, detail} · JSON:API: {errors: [{…}]}
 * · gateways: {fault: {faultstring}}, {message}, {status_msg} · Gemini: {candidates: [{finishMessage}]}.
 */
const reasonNames: readonly string[] = [
  'message',
  'msg',
  'detail',
  'details',
  'error_description',
  'error_message',
  'errormessage',
  'description',
  'reason',
  'failure_reason',
  'faultstring',
  'status_msg',
  'finishmessage',
  'blockreasonmessage',
  'refusal',
  'error',
  'errors',
  'title',
  // A model for chats that draws nothing says why in words.
  'content',
  'text',
]
const codeNames = ['code', 'error_code', 'errorcode'] as const
const parameterNames = ['param', 'parameter'] as const
/** Under these a server gives back what was asked of it, or what it made. */
const notLookedInto: ReadonlySet<string> = new Set([
  'b64_json',
  'url',
  'revised_prompt',
  'prompt',
  'input',
  'request',
  'ctx',
  'loc',
  'usage',
  'stack',
  'traceback',
])

interface Place {
  readonly name: string
  /** The part of the order that is spoken of; empty for all of it. */
  readonly field: string
  readonly depth: number
}

interface Reason {
  readonly rank: number
  readonly text: string
}

/** The reason in parsed JSON, wherever it stands; its texts are empty when there is none. */
export function findReason(body: unknown): Found {
  const reasons: Reason[] = []
  const objects: JsonObject[] = []
  let left = mostValues

  function visit(value: unknown, { name, field, depth }: Place): void {
    left -= 1
    if (left < 0 || depth > deepest) return
    if (typeof value === 'string') {
      const rank = reasonNames.indexOf(name)
      if (rank >= 0 && value.trim() !== '') {
        reasons.push({ rank, text: field === '' ? value : `${field}: ${value}` })
      }
    } else if (Array.isArray(value)) {
      for (const inner of value) visit(inner, { name, field, depth: depth + 1 })
    } else if (isObject(value)) {
      objects.push(value)
      const inField = lastSegment(value.loc) || field
      const namesFields = name === 'errors' || name === 'detail' || name === 'details'
      for (const [key, inner] of Object.entries(value)) {
        const lower = key.toLowerCase()
        // {errors: {size: ["is not known"]}} names fields where others name messages.
        const isField = namesFields && !isReasonName(lower) && Array.isArray(inner)
        if (notLookedInto.has(lower) && (!isField || lower === 'loc')) continue
        const inside = isField ? { name: 'message', field: key } : { name: lower, field: inField }
        visit(inner, { ...inside, depth: depth + 1 })
      }
    }
  }

  visit(body, { name: typeof body === 'string' ? 'message' : '', field: '', depth: 0 })
  const texts = reasons.toSorted((one, other) => one.rank - other.rank).map(({ text }) => text)
  return {
    code: wordIn(objects, codeNames),
    type: wordIn(objects, ['type']),
    parameter: wordIn(objects, parameterNames) || lastLocation(objects),
    message: joined(texts),
  }
}

/** The words of an answer that is not JSON; of a page what a reader would see of it, its title first. */
export function readableText(text: string): string {
  const begun = text.slice(0, longestText)
  // What is not text at all has no words.
  if (/[\0\ufffd]/.test(begun)) return ''
  if (!isPage(begun)) return begun.trim()
  const title = /<title[^>]*>([^<]*)/i.exec(begun)?.[1] ?? ''
  const body = begun
    .replace(/<(script|style|head|svg|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<[^>]*(?:>|$)/g, ' ')
  return joined([title, body].map((part) => withoutEntities(part).replace(/\s+/g, ' ').trim()))
}

/** Whether a text is a page or another document in tags. */
export function isPage(text: string): boolean {
  return /^\s*(?:<!doctype|<\?xml|<html|<head|<body|<[a-z][\w:-]*[\s>])/i.test(text)
}

function joined(texts: readonly string[]): string {
  const said: string[] = []
  for (const text of texts) {
    const words = text.trim()
    if (words === '' || said.length === mostReasons) continue
    if (!said.some((other) => other.includes(words))) said.push(words)
  }
  return said.join(' · ')
}

function wordIn(objects: readonly JsonObject[], names: readonly string[]): string {
  // The innermost is the most telling: a gateway wraps what the service behind it said.
  for (const object of objects.toReversed()) {
    for (const [key, value] of Object.entries(object)) {
      if (!names.includes(key.toLowerCase())) continue
      if (typeof value === 'string' && value !== '') return value
      if (typeof value === 'number') return String(value)
    }
  }
  return ''
}

function lastLocation(objects: readonly JsonObject[]): string {
  return objects.map(({ loc }) => lastSegment(loc)).find((word) => word !== '') ?? ''
}

/** FastAPI says where a mistake is as a path: ["body", "size"]. */
function lastSegment(path: unknown): string {
  if (!Array.isArray(path)) return ''
  const word: unknown = path.findLast((step) => typeof step === 'string')
  return typeof word === 'string' && word !== 'body' ? word : ''
}

function isReasonName(name: string): boolean {
  return reasonNames.includes(name)
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{2,6}));/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}
