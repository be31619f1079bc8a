import { randomUUID } from 'node:crypto'
import { faceKey, type PlayersFace } from '../../shared/players'
import { portraitUrl } from '../../shared/portrait'
import { fallbackHeader } from '../portraits/serve'

/** Answers `app://portraits/…`. */
type ServePortraits = (request: Request) => Promise<Response>

interface Picture {
  readonly bytes: ArrayBuffer
  readonly type: string
}

export const stageOrigin = 'app://stage'

/**
 * The pictures of the faces on stage, at addresses that say nothing of them and end with the scene. What may be shown
 * next is read ahead into main's memory, so that the players' page has nothing of it.
 */
export class StagePictures {
  /** Null while there is no library. */
  readonly #portraits: () => ServePortraits | null
  #faces: ReadonlyMap<string, PlayersFace> = new Map()
  readonly #read = new Map<string, Promise<Picture | null>>()

  constructor(portraits: () => ServePortraits | null) {
    this.#portraits = portraits
  }

  /** Serves exactly these from now on. Answers their addresses; a face that was on stage keeps its own. */
  put(faces: readonly PlayersFace[], next: readonly PlayersFace[]): string[] {
    const before = new Map([...this.#faces].map(([address, face]) => [faceKey(face), address]))
    this.#faces = new Map(
      faces.map((face) => [before.get(faceKey(face)) ?? `${stageOrigin}/${randomUUID()}`, face]),
    )
    const needed = new Set([...faces, ...next].map(faceKey))
    for (const key of this.#read.keys()) if (!needed.has(key)) this.#read.delete(key)
    for (const face of [...faces, ...next]) void this.#picture(face)
    return [...this.#faces.keys()]
  }

  /** Forgets every picture: after a restore the same ids may be others. */
  clear(): void {
    this.#faces = new Map()
    this.#read.clear()
  }

  /** Answers with a picture on stage; 404 for everything else, and for a picture that cannot be shown. */
  async serve({ method, url }: Request): Promise<Response> {
    const face = this.#faces.get(url)
    if (method !== 'GET' || face === undefined) return refusal()
    const picture = await this.#picture(face)
    // It may have been taken away while it was read.
    if (picture === null || !this.#faces.has(url)) return refusal()
    return new Response(picture.bytes, {
      headers: {
        'content-type': picture.type,
        'content-length': String(picture.bytes.byteLength),
        'content-security-policy': "default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    })
  }

  #picture(face: PlayersFace): Promise<Picture | null> {
    const key = faceKey(face)
    const known = this.#read.get(key)
    if (known !== undefined) return known
    const reading = read(this.#portraits(), face).catch(() => null)
    this.#read.set(key, reading)
    // A file that is not there may be back when it is shown again.
    void reading.then((picture) => {
      if (picture === null && this.#read.get(key) === reading) this.#read.delete(key)
    })
    return reading
  }
}

/** Null for a portrait whose file is missing or damaged: its placeholder is for the game master. */
async function read(
  serve: ServePortraits | null,
  { subject, portraitId }: PlayersFace,
): Promise<Picture | null> {
  if (serve === null) return null
  const response = await serve(new Request(portraitUrl(subject, { portraitId })))
  const isPlaceholder = portraitId !== null && response.headers.has(fallbackHeader)
  const type = response.headers.get('content-type')
  if (!response.ok || isPlaceholder || type === null) return null
  return { bytes: await response.arrayBuffer(), type }
}

function refusal(): Response {
  return new Response(null, { status: 404, headers: { 'x-content-type-options': 'nosniff' } })
}
