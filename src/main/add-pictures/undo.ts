import type { Database } from 'better-sqlite3'
import type { AddedPicturesChange } from '../../shared/add-pictures'
import { AppError } from '../../shared/errors'
import type { Characters } from '../campaigns/characters'
import { databaseError } from '../core/database/database-error'
import type { Portraits } from '../portraits/portraits'

export interface UndoAddedParts {
  readonly database: Database
  readonly characters: Pick<Characters, 'trash' | 'restore'>
  readonly portraits: Pick<Portraits, 'trash' | 'restore' | 'revertFace' | 'makeCurrent'>
}

/**
 * Takes back as a whole what adding pictures has done: what it made goes to the trash, and faces are what they were. A
 * face that was changed since stays, and what was deleted permanently since is left out. Answers whether all faces are
 * what they were. Throws AppErrors of the database; then nothing has changed.
 */
export function undoAdded(
  parts: UndoAddedParts,
  change: AddedPicturesChange,
): { isWhole: boolean } {
  const { characters, portraits } = parts
  return inTransaction(parts, () => {
    for (const id of change.characterIds) unlessGone(() => characters.trash(id))
    for (const id of change.portraitIds) unlessGone(() => portraits.trash(id))
    const ends = change.faces.map((face) => unlessGone(() => portraits.revertFace(face)))
    return { isWhole: ends.every((end) => end === 'done') }
  })
}

/** Does again what `undoAdded` took back. Throws as it does. */
export function redoAdded(parts: UndoAddedParts, change: AddedPicturesChange): void {
  const { characters, portraits } = parts
  inTransaction(parts, () => {
    for (const id of change.characterIds) unlessGone(() => characters.restore(id))
    for (const id of change.portraitIds) {
      unlessGone(() => portraits.restore(id, { makeCurrent: false }))
    }
    for (const { added, shownId, wentToTrash } of change.faces) {
      for (const id of added) {
        unlessGone(() => portraits.restore(id, { makeCurrent: id === shownId }))
      }
      for (const id of wentToTrash) unlessGone(() => portraits.trash(id))
    }
  })
}

function unlessGone<Value>(step: () => Value): Value | null {
  try {
    return step()
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  }
}

function inTransaction<Value>({ database }: UndoAddedParts, change: () => Value): Value {
  try {
    return database.transaction(change).immediate()
  } catch (error) {
    throw databaseError(error)
  }
}
