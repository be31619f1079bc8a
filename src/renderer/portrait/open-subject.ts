import type { Subject } from '../../shared/subject'
import { currentPlace } from '../app/navigation'

/** Whose portrait a key means: the open character's, else the game master's of the open campaign. */
export function openSubject(): Subject | null {
  const { screen, campaignId, characterId } = currentPlace()
  if (screen !== 'campaign') return null
  if (characterId !== null) return { kind: 'character', id: characterId }
  return campaignId === null ? null : { kind: 'campaign', id: campaignId }
}
