import {
  type PastedLists,
  toPastedText,
  type WordListKind,
  type WordLists,
} from '../../shared/word-lists'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { doStep } from '../app/undo/do-step'

interface NamedCampaign {
  readonly id: number
  readonly name: string
}

/** Replaces lists of a campaign as one step of undo. Throws what the request throws. */
export async function changeWordLists(
  { id: campaignId, name }: NamedCampaign,
  lists: PastedLists,
): Promise<void> {
  const kinds = Object.keys(lists) as WordListKind[]
  const what = translator.t('words.changed', { name })
  await doStep(what, async () => {
    const { before } = await request('quick:change-word-lists', { campaignId, lists })
    const back = asAllPasted(before, kinds)
    return { inverse: () => request('quick:change-word-lists', { campaignId, lists: back }) }
  })
}

function asAllPasted(lists: WordLists, kinds: readonly WordListKind[]): PastedLists {
  return Object.fromEntries(kinds.map((kind) => [kind, toPastedText(lists[kind])]))
}
