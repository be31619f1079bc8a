import { AppError } from '../../shared/errors'
import type { AssignedPortrait } from '../../shared/gallery'
import type { Portrait } from '../../shared/portrait'
import type { Subject } from '../../shared/subject'
import type { PortraitReading } from './files'
import type { Portraits } from './portraits'

/** Stores a portrait again for another subject, as a file of its own. Throws what Portraits.add throws. */
export function addCopy(
  portraits: Pick<Portraits, 'add'>,
  portrait: Portrait,
  { to, bytes, makeCurrent }: { to: Subject; bytes: Uint8Array; makeCurrent: boolean },
): Promise<Portrait> {
  const source = portrait.source === 'avatar' ? 'avatar' : 'copied'
  return portraits.add({
    ...portrait,
    subject: to,
    bytes,
    makeCurrent,
    copyOf: portrait.id,
    provenance: { ...portrait, source },
  })
}

/**
 * Assigns a copy of a portrait to a subject and shows it. If the subject already has this very picture, that
 * one is shown and nothing is stored. An unassigned original goes to the trash. Throws AppError `not-found`,
 * `in-trash`, `portrait-file-lost`, or what Portraits.add throws; then nothing has changed.
 */
export async function assignPortrait(
  portraits: Portraits,
  portraitId: number,
  to: Subject,
): Promise<AssignedPortrait> {
  const portrait = portraits.find(portraitId)
  if (portrait === null) throw new AppError('not-found', { kind: 'portrait', id: portraitId })
  if (portrait.trashedAt !== null) throw new AppError('in-trash')
  const formerId = portraits.current(to)?.id ?? null
  const own = portraits.history(to).find(({ sha256 }) => sha256 === portrait.sha256)
  const isSound = own !== undefined && (await portraits.check(own)) === 'sound'
  if (isSound) portraits.makeCurrent(to, own.id)
  const given = isSound
    ? own
    : await addCopy(portraits, portrait, {
        to,
        bytes: bytesOf(await portraits.read(portrait)),
        makeCurrent: true,
      })
  if (portrait.subject === null) portraits.trash(portraitId)
  return { portraitId: given.id, formerId, wasMade: !isSound }
}

function bytesOf(reading: PortraitReading): Uint8Array {
  if (reading.state === 'sound') return reading.bytes
  throw new AppError('portrait-file-lost', { state: reading.state })
}
