import { basename } from 'node:path'
import { maximumOwnPictureBytes } from '../../../shared/portrait'
import type { Subject } from '../../../shared/subject'
import { sha256 } from '../../core/disk/sha256'
import { preparePicture } from '../../legacy-import/apply/prepare-picture'
import { createAddPortraits } from '../../portraits/add-portraits'
import type { PortraitProvenance } from '../../portraits/provenance'
import type { RepairParts } from './parts'
import { setAside } from './set-aside'
import { requireStray } from './stray'

/**
 * Adds a file without a row to a subject's history, or stores it as an unassigned portrait, through the same
 * checks as every picture from outside; it is shown if nothing was shown before. The file itself then goes to
 * the quarantine: if killed in between, the next check reports it as a portrait's duplicate. Throws AppErrors
 * `picture-…`, `darkroom-…`, those of the disk and the database, and those of `requireStray`.
 */
export async function adopt(
  parts: RepairParts,
  path: string,
  subject: Subject | null,
): Promise<void> {
  const file = await requireStray(parts, path)
  const bytes = await parts.fileSystem.readFile(file, { maximumBytes: maximumOwnPictureBytes })
  const provenance = { source: 'own-file', originalName: basename(path) } as const
  const adopted =
    subject === null
      ? await addUnassigned(parts, bytes, provenance)
      : await addToHistory(parts, subject, bytes, provenance)
  if (adopted.path === path) return
  await setAside(parts, path, { portraitId: adopted.id, facts: { adopted: true } })
}

interface Adopted {
  readonly id: number
  readonly path: string
}

async function addToHistory(
  { portraits, addPortrait }: RepairParts,
  subject: Subject,
  bytes: Uint8Array<ArrayBuffer>,
  provenance: PortraitProvenance,
): Promise<Adopted> {
  const hash = await sha256(bytes)
  const same = portraits.history(subject).find((one) => one.sha256 === hash)
  if (same !== undefined && (await portraits.inspect(same)) === 'sound') return same
  const makeCurrent = portraits.current(subject) === null
  return (await addPortrait({ subject, bytes, provenance, makeCurrent })).portrait
}

async function addUnassigned(
  parts: RepairParts,
  bytes: Uint8Array<ArrayBuffer>,
  provenance: PortraitProvenance,
): Promise<Adopted> {
  const addPortraits = createAddPortraits(parts)
  const prepared = await preparePicture(parts.imageSandbox, bytes, { isProved: true })
  const here = addPortraits.findSame(null, prepared.sha256)
  const known = here === null ? null : parts.portraits.find(here)
  if (known !== null) return known
  const placed = await addPortraits.place({
    ...prepared,
    subject: null,
    provenance,
    makeCurrent: false,
  })
  let id = 0
  await addPortraits.enter([placed], (ids) => {
    id = ids[0] ?? 0
  })
  return { id, path: placed.path }
}
