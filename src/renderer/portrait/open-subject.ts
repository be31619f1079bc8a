import type { Subject } from '../../shared/subject'
import { useShortcut } from '../app/keys/shortcuts'
import { currentPlace } from '../app/navigation'
import { attempt } from '../app/toasts'
import { openGenerate } from '../generate/draft'
import { readPortraitSubject } from './use-subject'

/** Whose face a key means: the open character's, else the game master's of the open campaign. */
export function openSubject(): Subject | null {
  const { screen, campaignId, characterId } = currentPlace()
  if (screen !== 'campaign') return null
  if (characterId !== null) return { kind: 'character', id: characterId }
  return campaignId === null ? null : { kind: 'campaign', id: campaignId }
}

/** The key that opens the dialog for whoever is open. */
export function useGenerateKey(): void {
  useShortcut('generate', () => {
    const subject = openSubject()
    if (subject === null) return
    void attempt(async () => openGenerate(subject, (await readPortraitSubject(subject)).name))
  })
}
