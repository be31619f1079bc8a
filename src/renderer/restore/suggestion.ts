import type { RestorePreview } from '../../shared/backup'
import type { PickCampaign, Picked } from './pick-tree'

/**
 * The first offer for a backup that was just opened: if the library is not empty, nothing in it is replaced
 * unless the game master chooses so; restoring a selection brings back what is missing or different just as
 * well.
 */
export function usualWay({ now }: Pick<RestorePreview, 'now'>): 'replace' | 'take' {
  const isEmpty = now === null || now.campaigns + now.characters + now.portraits === 0
  return isEmpty ? 'replace' : 'take'
}

/** The records ticked at first: those missing here or, if none are, those that differ. */
export function suggestedPick(all: readonly PickCampaign[]): Picked {
  const missing = pickWhere(all, 'only-there')
  const isAnyMissing = missing.campaigns.size + missing.characters.size > 0
  return isAnyMissing ? missing : pickWhere(all, 'different')
}

function pickWhere(all: readonly PickCampaign[], state: 'only-there' | 'different'): Picked {
  const campaigns = new Set<number>()
  const characters = new Set<number>()
  for (const { campaign, cast } of all) {
    // A ticked campaign includes its whole cast, which is only meant where the campaign itself is missing.
    const isWhole = state === 'only-there' && campaign.state === state
    if (isWhole) campaigns.add(campaign.id)
    else for (const one of cast) if (one.state === state) characters.add(one.id)
  }
  return { campaigns, characters }
}
