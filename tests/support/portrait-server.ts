import { createPortraitServer, type PortraitServerOptions } from '../../src/main/portraits/serve'
import { portraitUrl } from '../../src/shared/portrait'
import { addCast, openLibrary, storePortrait } from './library'

/** Stands for a thumbnail where it only matters that it is one. */
export const small = Buffer.from('a small WebP')

/** A server over a library with one portrait; thumbnails are made at once unless told otherwise. */
export async function openServer(
  changes: Partial<PortraitServerOptions> = {},
  library = openLibrary(),
) {
  const cast = addCast(library)
  const portrait = await storePortrait(library, cast.character)
  const troubles: unknown[] = []
  const serve = createPortraitServer({
    upright: async (bytes) => bytes,
    database: library.database,
    portraits: library.portraits,
    thumbnails: { read: async () => small },
    onTrouble: (error) => troubles.push(error),
    ...changes,
  })
  const get = (url: string, init?: RequestInit) => serve(new Request(url, init))
  return { library, ...cast, portrait, troubles, get, url: urlOf(portrait.id) }
}

/** The address of a portrait of character 1; 0 is its avatar. */
export function urlOf(portraitId: number, size?: 128 | 256 | 512): string {
  return portraitUrl({ kind: 'character', id: 1 }, size ? { portraitId, size } : { portraitId })
}

export async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer())
}
