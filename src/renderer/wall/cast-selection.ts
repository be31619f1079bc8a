import { createSelection, type Selection } from './selection'

const selections = new Map<number, Selection>()

/** What is selected on the wall of this campaign, whether it is on screen or not. */
export function castSelection(campaignId: number): Selection {
  const known = selections.get(campaignId) ?? createSelection()
  selections.set(campaignId, known)
  return known
}
