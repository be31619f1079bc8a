import { statusWord } from '../../shared/status-words'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import {
  type CharactersAnywhere,
  type ChosenCharacters,
  closeCharacter,
  currentPlace,
  openCampaign,
  openCharacter,
} from '../app/navigation'
import { attempt } from '../app/toasts'
import { doStep } from '../app/undo/do-step'
import { Remark } from '../app/undo/undo-stack'
import { castSelection } from '../wall/cast-selection'
import { focusOnWall } from '../wall/wall-focus'
import { type Changed, changeCharacters, duplicateMany, partialChangeSentence } from './change-many'

/** Moves them to the trash. Can be undone and redone in one step. */
export function trashCharacters(chosen: ChosenCharacters): Promise<boolean> {
  const { campaignId } = chosen
  // What was not reached when it was cancelled is left alone by a redo as well.
  let { ids } = chosen
  return attempt(() =>
    doStep(sentence('trashed', chosen), async () => {
      const trashed = await changeCharacters({ change: 'trash', ids: [...ids] })
      ids = reached(ids, trashed)
      leaveCharacters(trashed.ids, campaignId)
      return {
        inverse: () => restore(trashed.ids, campaignId),
        remark: partialChangeSentence(trashed, 'character.many.exceptGone'),
      }
    }),
  )
}

async function restore(ids: readonly number[], campaignId: number): Promise<Remark | null> {
  if (ids.length === 0) return null
  const restored = await changeCharacters({ change: 'restore', ids: [...ids] })
  show(restored.ids, campaignId)
  return undoneExcept(restored)
}

/** Duplicates them with their portraits, as one step of undo. Redo restores the same copies. */
export function duplicateCharacters(chosen: CharactersAnywhere): Promise<boolean> {
  const { ids, campaignId } = chosen
  let copies: readonly number[] = []
  const duplicate = async () => {
    const duplicated = await duplicateMany(ids)
    copies = duplicated.copies.map(({ id }) => id)
    return { ...duplicated, ids: copies }
  }
  const bringBack = () => changeCharacters({ change: 'restore', ids: [...copies] })
  return attempt(() =>
    doStep(sentence('duplicated', chosen), async () => {
      const made: Changed = copies.length === 0 ? await duplicate() : await bringBack()
      show(copies, campaignId)
      return {
        inverse: async () => {
          const trashed = await changeCharacters({ change: 'trash', ids: [...copies] })
          show(ids, campaignId)
          return undoneExcept(trashed)
        },
        remark: partialChangeSentence(made, 'character.many.exceptGone'),
      }
    }),
  )
}

/** Moves them to another campaign. Can be undone and redone in one step. */
export function moveCharacters(
  chosen: CharactersAnywhere,
  goal: { readonly id: number; readonly name: string },
): Promise<boolean> {
  const { campaignId } = chosen
  let { ids } = chosen
  return attempt(() =>
    doStep(sentence('moved', chosen, { campaign: goal.name }), async () => {
      const moves = [{ campaignId: goal.id, ids: [...ids] }]
      const moved = await changeCharacters({ change: 'move', moves })
      ids = reached(ids, moved)
      // One is followed; of several the wall stays, so that the next ones can be moved.
      if (ids.length === 1 && campaignId !== null) show(ids, goal.id)
      else leaveCharacters(moved.ids, campaignId)
      const back = moved.back.map((move) => ({ ...move, ids: [...move.ids] }))
      return {
        inverse: async () => {
          if (back.length === 0) return null
          const returned = await changeCharacters({ change: 'move', moves: back })
          show(returned.ids, campaignId)
          return undoneExcept(returned)
        },
        remark: partialChangeSentence(moved, 'character.many.exceptGone'),
      }
    }),
  )
}

/** Those that were looked at: all of them, unless it was cancelled or could not go on. */
function reached(
  ids: readonly number[],
  { ids: changed, missing, notReached = 0 }: Changed,
): readonly number[] {
  return notReached === 0 ? ids : [...changed, ...missing]
}

/** Gives them a status, or none. Can be undone and redone in one step. */
export function setStatus(chosen: ChosenCharacters, status: string | null): Promise<boolean> {
  const { ids } = chosen
  const { t } = translator
  const what =
    status === null
      ? sentence('noStatus', chosen)
      : sentence('status', chosen, { status: statusWord(t, status) })
  return attempt(() =>
    doStep(what, async () => {
      const changed = await request('characters:set-status', {
        changes: [{ ids: [...ids], status }],
      })
      return {
        inverse: async () => {
          const back = [...changed.back]
          if (back.length === 0) return null
          return undoneExcept(
            await request('characters:set-status', {
              changes: back,
              linesToTake: [...changed.lines],
            }),
          )
        },
        remark: partialChangeSentence(changed, 'character.many.exceptGone'),
      }
    }),
  )
}

function sentence(
  done: 'trashed' | 'duplicated' | 'moved' | 'status' | 'noStatus',
  { ids, name }: CharactersAnywhere,
  details: Readonly<Record<string, string>> = {},
): string {
  const { t } = translator
  if (name !== null) return t(`character.${done}`, { name, ...details })
  return t(`character.many.${done}`, { count: ids.length, ...details })
}

function undoneExcept(changed: Changed): Remark | null {
  const said = partialChangeSentence(changed, 'undo.exceptGone')
  return said === null ? null : new Remark(said)
}

/** They are no longer on the wall: neither is the panel of one of them, and a card beside theirs has the keyboard. */
export function leaveCharacters(ids: readonly number[], campaignId: number | null): void {
  if (campaignId === null) return
  const { characterId } = currentPlace()
  castSelection(campaignId).drop(ids)
  if (characterId !== null && ids.includes(characterId)) closeCharacter()
  const [only, ...others] = ids
  const isOne = only !== undefined && others.length === 0
  focusOnWall(isOne ? { kind: 'successor', of: only } : { kind: 'anyone' })
}

/** Shows where they are now: one opened beside the wall, several selected on it. The Library stays as it is. */
function show(ids: readonly number[], campaignId: number | null): void {
  if (campaignId === null) return
  const [only, ...others] = ids
  if (only !== undefined && others.length === 0) {
    openCharacter(only, campaignId)
    focusOnWall({ kind: 'character', id: only })
    return
  }
  openCampaign(campaignId)
  castSelection(campaignId).select(ids)
  focusOnWall({ kind: 'anyone' })
}
