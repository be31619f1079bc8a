import type { Character } from '../../shared/character'
import type { KeptPerson, QuickKeep } from '../../shared/quick-character'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { openCharacter } from '../app/navigation'
import { doStep } from '../app/undo/do-step'
import { leaveCharacters } from '../character/character-actions'
import { focusOnWall } from '../wall/wall-focus'

/**
 * Makes a character of the person shown, as one step of undo, which gives an unassigned portrait back. Answers
 * the character's id; `onKept` is told of them before their panel opens. Throws what the request throws.
 */
export async function keepPerson(
  person: QuickKeep,
  onKept: (character: Character) => unknown = () => undefined,
): Promise<number> {
  const { name, campaignId, portraitId } = person
  let first: KeptPerson | null = null
  let id = 0
  const keepAgain = async (kept: KeptPerson) => {
    await request('characters:restore', { ids: [kept.character.id] })
    if (kept.line !== null) await request('sessions:return-line', kept.line)
    if (portraitId !== null) await request('portraits:trash', { id: portraitId })
    return kept
  }
  const trash = async ({ character: { id }, line }: KeptPerson) => {
    await request('characters:trash', { ids: [id] })
    leaveCharacters([id], campaignId)
    if (line !== null) await request('sessions:take-line', line)
    if (portraitId === null) return
    await request('portraits:restore', { id: portraitId, makeCurrent: false })
  }
  await doStep(translator.t('quick.kept', { name }), async () => {
    const kept = first === null ? await request('quick:keep', person) : await keepAgain(first)
    first = kept
    id = kept.character.id
    onKept(kept.character)
    openCharacter(id, campaignId)
    focusOnWall({ kind: 'character', id })
    return { inverse: () => trash(kept) }
  })
  return id
}
