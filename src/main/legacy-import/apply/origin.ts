import type { OldKind } from '../../../shared/legacy-import'
import { sha256OfText } from '../../core/disk/sha256'
import type { OldCampaign, OldCharacter, OldPortrait } from '../old-library'

/** Where a record of ours came from, as an earlier import noted it. */
export interface KnownOrigin {
  readonly kind: OldKind
  readonly originId: number
  readonly originUser: string | null
  readonly originCreatedAt: string | null
  readonly originValue: string | null
  readonly originSha256: string | null
  readonly name: string
  /** Null when it was removed for good since. */
  readonly subjectId: number | null
  /** 1 when its import stopped before all of it was here. */
  readonly isUnfinished: 0 | 1
}

/** Equal for two rows that may be the same one of two copies of a database. */
export function originKey(kind: OldKind, originId: number, originUser: string | null): string {
  return JSON.stringify([kind, originId, originUser])
}

/**
 * SHA-256 of a portrait value that distinguishes rows, or null. A local path adds nothing to the row's own
 * id; an address may contain a signature and is never stored itself.
 */
export function valueWitness(
  value: string | null,
  { form }: Pick<OldPortrait, 'form'>,
): string | null {
  const tells = ['temporary-url', 'url', 'data-url', 'bare-base64']
  if (value === null || !tells.includes(form)) return null
  return sha256OfText(value)
}

export interface Candidate {
  readonly record: OldCampaign | OldCharacter
  readonly portrait: OldPortrait
  readonly name: string
  readonly known: KnownOrigin
  /** SHA-256 of its portrait's file; only computed when nothing else decides. */
  readonly hashFile: () => Promise<string | null>
}

/**
 * Whether a row with the same kind, id and owner is the one that was imported before: another database may
 * use the same ids. Decided by the creation time, else by name, portrait value or picture.
 */
export async function isSameOrigin(candidate: Candidate): Promise<boolean> {
  const { record, portrait, name, known } = candidate
  if (record.createdAt !== null && known.originCreatedAt !== null) {
    return record.createdAt === known.originCreatedAt
  }
  if (name === known.name) return true
  const value = valueWitness(record.portraitValue, portrait)
  if (value !== null && value === known.originValue) return true
  if (known.originSha256 === null || portrait.file === null) return false
  return (await candidate.hashFile()) === known.originSha256
}
