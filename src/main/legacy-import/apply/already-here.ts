import { sha256 } from '../../core/disk/sha256'
import { systemErrorCode } from '../../core/disk/system-error'
import type { Journal } from '../history/journal'
import type { UnassignedPictures } from '../history/unassigned-pictures'
import type { OldFile, OldFindings } from '../old-library'
import { messageText } from '../old-library'

/** What would not come a second time, beside the records. */
export interface AlreadyHere {
  /** Paths of unassigned files whose picture is already here, or is imported with another of them. */
  readonly unassigned: ReadonlySet<string>
  /** How many messages without a campaign are here, by their user. */
  readonly messages: ReadonlyMap<number | null, number>
}

export interface AlreadyHereOptions {
  readonly findings: OldFindings
  readonly pictures: UnassignedPictures
  readonly journal: Pick<Journal, 'hasHome' | 'isAtHome'>
}

/**
 * Finds which unassigned files and messages of an old library are already here. Reads as few files as
 * possible.
 */
export async function findAlreadyHere(options: AlreadyHereOptions): Promise<AlreadyHere> {
  return { unassigned: await findUnassigned(options), messages: countMessages(options) }
}

async function findUnassigned({ findings, pictures }: AlreadyHereOptions): Promise<Set<string>> {
  const { looseFiles } = findings
  const sizes = new Map<number, number>()
  for (const bytes of [...looseFiles.map((file) => file.bytes), ...pictures.sizes]) {
    sizes.set(bytes, (sizes.get(bytes) ?? 0) + 1)
  }
  const seen = new Set(pictures.hashes)
  const found = new Set<string>()
  for (const file of looseFiles) {
    // One of another size that never came is none of those; what was cleaned has another size than it had.
    if (sizes.get(file.bytes) === 1 && !pictures.names.has(file.path)) continue
    const hash = await hashOf(findings, file)
    if (hash === null) continue
    if (seen.has(hash)) found.add(file.path)
    seen.add(hash)
  }
  return found
}

/** SHA-256 of an old file, or null when it cannot be read. */
export async function hashOf(
  findings: Pick<OldFindings, 'readFile'>,
  file: OldFile,
): Promise<string | null> {
  try {
    return await sha256(await findings.readFile(file))
  } catch (error) {
    // It is left out here; the import itself reports why it cannot be read.
    if (systemErrorCode(error) !== '') return null
    throw error
  }
}

function countMessages({ findings: { library }, journal }: AlreadyHereOptions) {
  const counts = new Map<number | null, number>()
  if (library === null || !journal.hasHome()) return counts
  const campaigns = new Set(library.campaigns.map(({ id }) => id))
  for (const message of library.messages()) {
    const { id, userId, campaignId, writtenAt } = message
    if (campaignId !== null && campaigns.has(campaignId)) continue
    const facts = { text: messageText(message), writtenAt, originId: id }
    if (journal.isAtHome(facts)) counts.set(userId, (counts.get(userId) ?? 0) + 1)
  }
  return counts
}
