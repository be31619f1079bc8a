import type { RestorePreview } from '../../shared/backup'
import type { PickCampaign, Picked } from './pick-tree'

/**
 * How a backup that was just opened is offered: with anything here, nothing that is here is replaced before
 * somebody chooses so; taking some brings back what is missing or different just as well.
 */
export function usualWay({ now }: Pick<RestorePreview, 'now'>): 'replace' | 'take' {
  const isEmpty = now === null || now.campaigns + now.characters + now.portraits === 0
  return isEmpty ? 'replace' : 'take'
}

/** Who is ticked at first: those who are missing here; where nobody is, those who are different. */
export function suggestedPick(all: readonly PickCampaign[]): Picked {
  const missing = pickWhere(all, 'only-there')
  const isAnyMissing = missing.campaigns.size + missing.characters.size > 0
  return isAnyMissing ? missing : pickWhere(all, 'different')
}

function pickWhere(all: readonly PickCampaign[], state: 'only-there' | 'different'): Picked {
  const campaigns = new Set<number>()
  const characters = new Set<number>()
  for (const { campaign, cast } of all) {
    // A campaign brings its whole cast: that is only meant where it is missing itself.
    const isWhole = state === 'only-there' && campaign.state === state
    if (isWhole) campaigns.add(campaign.id)
    else for (const one of cast) if (one.state === state) characters.add(one.id)
  }
  return { campaigns, characters }
}
