import { request } from '../app/api'
import { translator } from '../app/i18n'
import {
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

/** Moves them to the trash. Can be undone and redone in one step. */
export function trashCharacters(chosen: ChosenCharacters): Promise<boolean> {
  const { ids, campaignId } = chosen
  return attempt(() =>
    doStep(sentence('trashed', chosen), async () => {
      const trashed = await request('characters:trash', { ids: [...ids] })
      leaveCharacters(ids, campaignId)
      return {
        inverse: async () => {
          const restored = await request('characters:restore', { ids: [...trashed.ids] })
          show(restored.ids, campaignId)
          return undoneExcept(restored.missing)
        },
        remark: doneExcept(trashed.missing),
      }
    }),
  )
}

/** Duplicates them with their portraits, as one step of undo. Redo restores the same copies. */
export function duplicateCharacters(chosen: ChosenCharacters): Promise<boolean> {
  const { ids, campaignId } = chosen
  let copies: readonly number[] = []
  const duplicate = async () => {
    const duplicated = await request('characters:duplicate', { ids: [...ids] })
    copies = duplicated.copies.map(({ id }) => id)
    return duplicated.missing
  }
  const bringBack = async () => (await request('characters:restore', { ids: [...copies] })).missing
  return attempt(() =>
    doStep(sentence('duplicated', chosen), async () => {
      const missing = copies.length === 0 ? await duplicate() : await bringBack()
      show(copies, campaignId)
      return {
        inverse: async () => {
          const trashed = await request('characters:trash', { ids: [...copies] })
          show(ids, campaignId)
          return undoneExcept(trashed.missing)
        },
        remark: doneExcept(missing),
      }
    }),
  )
}

/** Moves them to another campaign. Can be undone and redone in one step. */
export function moveCharacters(
  chosen: ChosenCharacters,
  goal: { readonly id: number; readonly name: string },
): Promise<boolean> {
  const { ids, campaignId } = chosen
  return attempt(() =>
    doStep(sentence('moved', chosen, { campaign: goal.name }), async () => {
      const moves = [{ campaignId: goal.id, ids: [...ids] }]
      const { back, missing } = await request('characters:move', { moves })
      // One is followed; of several the wall stays, so that the next ones can be moved.
      if (ids.length === 1) show(ids, goal.id)
      else leaveCharacters(ids, campaignId)
      return {
        inverse: async () => {
          const returned = await request('characters:move', {
            moves: back.map((move) => ({ ...move, ids: [...move.ids] })),
          })
          show(returned.ids, campaignId)
          return undoneExcept(returned.missing)
        },
        remark: doneExcept(missing),
      }
    }),
  )
}

function sentence(
  done: 'trashed' | 'duplicated' | 'moved',
  { ids, name }: ChosenCharacters,
  details: Readonly<Record<string, string>> = {},
): string {
  const { t } = translator
  if (name !== null) return t(`character.${done}`, { name, ...details })
  return t(`character.many.${done}`, { count: ids.length, ...details })
}

function doneExcept(missing: readonly number[]): string | null {
  if (missing.length === 0) return null
  return translator.t('character.many.exceptGone', { count: missing.length })
}

function undoneExcept(missing: readonly number[]): Remark | null {
  if (missing.length === 0) return null
  return new Remark(translator.t('undo.exceptGone', { count: missing.length }))
}

/** They are no longer on the wall: neither is the panel of one of them, and a card beside theirs has the keyboard. */
export function leaveCharacters(ids: readonly number[], campaignId: number): void {
  const { characterId } = currentPlace()
  castSelection(campaignId).drop(ids)
  if (characterId !== null && ids.includes(characterId)) closeCharacter()
  const [only, ...others] = ids
  const isOne = only !== undefined && others.length === 0
  focusOnWall(isOne ? { kind: 'successor', of: only } : { kind: 'anyone' })
}

/** Shows where they are now: one opened beside the wall, several selected on it. */
function show(ids: readonly number[], campaignId: number): void {
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
