import type { QuickKeep } from '../../shared/quick-character'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { openCharacter } from '../app/navigation'
import { doStep } from '../app/undo/do-step'
import { leaveCharacters } from '../character/character-actions'
import { focusOnWall } from '../wall/wall-focus'

/**
 * Makes a character of the person shown, as one step of undo, which gives an unassigned portrait back. Throws
 * what the request throws.
 */
export async function keepPerson(person: QuickKeep): Promise<void> {
  const { name, campaignId, portraitId } = person
  let id: number | null = null
  const keepAgain = async (kept: number) => {
    await request('characters:restore', { ids: [kept] })
    if (portraitId !== null) await request('portraits:trash', { id: portraitId })
    return kept
  }
  const trash = async (kept: number) => {
    await request('characters:trash', { ids: [kept] })
    leaveCharacters([kept], campaignId)
    if (portraitId === null) return
    await request('portraits:restore', { id: portraitId, makeCurrent: false })
  }
  await doStep(translator.t('quick.kept', { name }), async () => {
    const kept = id === null ? (await request('quick:keep', person)).id : await keepAgain(id)
    id = kept
    openCharacter(kept, campaignId)
    focusOnWall({ kind: 'character', id: kept })
    return { inverse: () => trash(kept) }
  })
}
