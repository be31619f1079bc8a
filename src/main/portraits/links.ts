import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import {
  type AddedLink,
  type CheckedLink,
  type LinkUpdate,
  linkUrlSchema,
  type PortraitLink,
} from '../../shared/portrait-link'
import type { Subject } from '../../shared/subject'
import type { Clock } from '../core/clock'
import { sha256 } from '../core/disk/sha256'
import { isTemporaryUrl } from '../core/network/temporary-url'
import type { AddPortrait } from './add-portrait'
import type { FetchPicture, Validators } from './download'
import type { Portraits } from './portraits'

export interface LinksOptions {
  readonly database: Database
  readonly clock: Clock
  readonly portraits: Pick<Portraits, 'find' | 'current'>
  readonly addPortrait: AddPortrait
  readonly fetchPicture: FetchPicture
}

interface LinkRow {
  readonly portrait_id: number
  readonly url: string
  readonly etag: string | null
  readonly last_modified: string | null
  readonly checked_at: string
  readonly received_sha256: string | null
}

const insertLink = `INSERT OR REPLACE INTO portrait_link
  (portrait_id, url, etag, last_modified, checked_at, received_sha256)
  VALUES (?, ?, ?, ?, ?, ?)`

/** A picture that was fetched another way, and the bytes it came as. */
export interface FetchedLink {
  readonly portraitId: number
  readonly url: string
  readonly receivedSha256: string
  readonly fetchedAt: Date
}

/** Notes where a portrait came from; nothing for an address that will not last. May be part of a transaction. */
export function rememberLink(database: Database, fetched: FetchedLink): void {
  const { portraitId, url, receivedSha256, fetchedAt } = fetched
  if (!linkUrlSchema.safeParse(url).success || isTemporaryUrl(new URL(url))) return
  const insert = database.prepare(insertLink)
  insert.run(portraitId, url, null, null, fetchedAt.toISOString(), receivedSha256)
}

export type Links = ReturnType<typeof createLinks>

/**
 * Portraits from a lasting address. The picture is stored like any other and does not depend on the address,
 * which only serves to check for a newer one when the game master wants that.
 */
export function createLinks(options: LinksOptions) {
  const { database, clock, portraits, addPortrait, fetchPicture } = options
  const find = database.prepare<[number], LinkRow>(
    'SELECT * FROM portrait_link WHERE portrait_id = ?',
  )
  const insert = database.prepare(insertLink)
  const remove = database.prepare('DELETE FROM portrait_link WHERE portrait_id = ?')

  async function keep(portraitId: number, url: string, said: Validators, bytes: Uint8Array | null) {
    const hash = bytes === null ? null : await sha256(bytes)
    insert.run(portraitId, url, said.etag, said.lastModified, clock().toISOString(), hash)
  }

  function read(portraitId: number): PortraitLink | null {
    const row = find.get(portraitId)
    if (row === undefined) return null
    const { url, checked_at: checkedAt } = row
    return { portraitId, url, host: new URL(url).host, checkedAt }
  }

  function check(text: string): CheckedLink {
    const url = new URL(text)
    return { host: url.host, isTemporary: isTemporaryUrl(url) }
  }

  return {
    /** Whom the address would contact, and whether it will last. */
    check,
    read,

    /**
     * Fetches the picture and shows it. An address that will not last is forgotten afterwards. Throws what
     * `fetchPicture` and `addPortrait` throw; the current portrait then stays.
     */
    async addPortrait(subject: Subject, url: string, signal?: AbortSignal): Promise<AddedLink> {
      const { bytes, ...said } = await fetchPicture({ url, signal })
      const whole = given(bytes)
      const provenance = { source: 'own-file', originalName: nameInAddress(url) } as const
      const taken = await addPortrait({ subject, bytes: whole, provenance, makeCurrent: true })
      const isLinkKept = !check(url).isTemporary
      if (isLinkKept) await keep(taken.portrait.id, url, said, whole)
      return { ...taken, isLinkKept }
    },

    /**
     * Asks the address whether its picture has changed. A new one is stored beside the old, and shown when the
     * old one is. Throws AppError `link-not-kept` and what `addPortrait` throws.
     */
    async findUpdate(portraitId: number, signal?: AbortSignal): Promise<LinkUpdate> {
      const row = find.get(portraitId)
      const former = portraits.find(portraitId)
      if (row === undefined || former === null || former.subject === null) {
        throw new AppError('link-not-kept')
      }
      const { subject } = former
      const known = { etag: row.etag, lastModified: row.last_modified }
      const { bytes, ...said } = await fetchPicture({ url: row.url, known, signal })
      const isSame = bytes === null || (await sha256(bytes)) === row.received_sha256
      if (isSame) {
        const checkedAt = clock().toISOString()
        // A 304 may leave out what has not changed.
        const etag = said.etag ?? row.etag
        const modified = said.lastModified ?? row.last_modified
        insert.run(portraitId, row.url, etag, modified, checkedAt, row.received_sha256)
        return { state: 'unchanged', checkedAt }
      }
      const makeCurrent = portraits.current(subject)?.id === portraitId
      const provenance = { source: 'own-file', originalName: nameInAddress(row.url) } as const
      const taken = await addPortrait({ subject, bytes, provenance, makeCurrent })
      await keep(taken.portrait.id, row.url, said, bytes)
      // The address is that of the newest: asked for the old one, it would answer with this again.
      remove.run(portraitId)
      return { state: 'new', ...taken }
    },
  }
}

/** The last part of the path, as a file would be called; the host where there is none. */
export function nameInAddress(text: string): string {
  const { pathname, host } = new URL(text)
  const last = pathname.split('/').findLast((part) => part !== '') ?? host
  try {
    return decodeURIComponent(last)
  } catch {
    // Not written as UTF-8: it is only ever shown.
    return last
  }
}

function given(bytes: Uint8Array<ArrayBuffer> | null): Uint8Array<ArrayBuffer> {
  if (bytes === null) throw new AppError('download-incomplete', { host: null })
  return bytes
}
