import { AppError } from '../../shared/errors'
import type { FaceRequest, PlayersFace } from '../../shared/players'
import type { Portrait } from '../../shared/portrait'
import { type Subject, subjectKey } from '../../shared/subject'

/** What the players' window asks of the library. */
export interface FaceLibrary {
  readonly portraits: {
    find(id: number): Portrait | null
    current(subject: Subject): Portrait | null
  }
  /** Throws AppError `not-found`. */
  readSubject(subject: Subject): {
    readonly name: string
    readonly trashedAt: string | null
    readonly campaignId?: number
  }
}

/** The face that was asked for. Throws `not-found` and `in-trash`. */
export function readFace(library: FaceLibrary, asked: FaceRequest): PlayersFace {
  const { portraitId } = asked
  if (typeof portraitId === 'number') return readPortraitFace(library, portraitId)
  const { subject } = asked
  if (subject === undefined) throw new AppError('not-found')
  const name = readName(library, subject)
  const current = portraitId === null ? null : library.portraits.current(subject)
  return { subject, portraitId: current?.id ?? null, name }
}

/** The same face as the library has it now, or null where it may no longer be shown. */
export function readFaceAgain(library: FaceLibrary, face: PlayersFace): PlayersFace | null {
  const { subject, portraitId } = face
  try {
    const now = readFace(library, { subject: subject ?? undefined, portraitId })
    return keyOf(now.subject) === keyOf(subject) ? now : null
  } catch (error) {
    if (error instanceof AppError && ['not-found', 'in-trash'].includes(error.code)) return null
    throw error
  }
}

function readPortraitFace(library: FaceLibrary, id: number): PlayersFace {
  const portrait = library.portraits.find(id)
  if (portrait === null) throw new AppError('not-found')
  if (portrait.trashedAt !== null) throw new AppError('in-trash')
  const { subject } = portrait
  return { subject, portraitId: id, name: subject && readName(library, subject) }
}

/** Throws where the subject, or the campaign it is in, is gone or in the trash. */
function readName(library: FaceLibrary, subject: Subject): string {
  const { name, trashedAt, campaignId } = library.readSubject(subject)
  if (trashedAt !== null) throw new AppError('in-trash')
  if (campaignId !== undefined) readName(library, { kind: 'campaign', id: campaignId })
  return name
}

function keyOf(subject: Subject | null): string | null {
  return subject && subjectKey(subject)
}
