import type { ComparedRecord } from '../../shared/backup'
import { createMatcher } from '../../shared/search'

/** A campaign of the backup with those of its cast that are there too. */
export interface PickCampaign {
  readonly campaign: ComparedRecord
  readonly cast: readonly ComparedRecord[]
}

/** What can be taken: the campaigns of the backup, each with its cast, in the order they came. */
export function campaignsOf(records: readonly ComparedRecord[]): PickCampaign[] {
  const there = records.filter(({ state }) => state !== 'only-here')
  const casts = Map.groupBy(
    there.filter(({ kind }) => kind === 'character'),
    ({ campaignId }) => campaignId,
  )
  return there
    .filter(({ kind }) => kind === 'campaign')
    .map((campaign) => ({ campaign, cast: casts.get(campaign.id) ?? [] }))
}

/** Only those whose name holds this; a campaign stays whole when its own name does. */
export function narrow(campaigns: readonly PickCampaign[], text: string): PickCampaign[] {
  const answers = createMatcher(text)
  const fits = ({ name }: ComparedRecord) => answers(name)
  return campaigns.flatMap(({ campaign, cast }) => {
    if (text.trim() === '' || fits(campaign)) return [{ campaign, cast }]
    const found = cast.filter(fits)
    return found.length === 0 ? [] : [{ campaign, cast: found }]
  })
}

export interface Picked {
  readonly campaigns: ReadonlySet<number>
  readonly characters: ReadonlySet<number>
}

/** Ticks or unticks a campaign, with which its whole cast comes. */
export function tickCampaign(
  picked: Picked,
  { campaign, cast }: PickCampaign,
  on: boolean,
): Picked {
  const campaigns = new Set(picked.campaigns)
  const characters = new Set(picked.characters)
  if (on) campaigns.add(campaign.id)
  else campaigns.delete(campaign.id)
  for (const { id } of cast) characters.delete(id)
  return { campaigns, characters }
}

/** Ticks or unticks a character; of a ticked campaign the others stay ticked, one by one. */
export function tickCharacter(
  picked: Picked,
  { campaign, cast }: PickCampaign,
  characterId: number,
  on: boolean,
): Picked {
  const campaigns = new Set(picked.campaigns)
  const characters = new Set(picked.characters)
  if (campaigns.delete(campaign.id)) for (const { id } of cast) characters.add(id)
  if (on) characters.add(characterId)
  else characters.delete(characterId)
  return { campaigns, characters }
}
