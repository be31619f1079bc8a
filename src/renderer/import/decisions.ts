import type { ImportDecisions, ImportScan, OldCampaignChoice } from '../../shared/legacy-import'
import { nameSchema } from '../../shared/text'
import { translator } from '../app/i18n'

/** Everything comes over and nothing is asked of the network, until the game master decides otherwise. */
export function usualDecisions(scan: ImportScan): ImportDecisions {
  const name = translator.t('import.decide.newNameDefault')
  return {
    users: null,
    campaigns: null,
    includeArchived: true,
    campaignless: { kind: 'new', name },
    duplicates: 'skip',
    online: false,
    // Without a database they are all there is.
    takeLooseFiles: scan.generation === null,
    takeOfferedFiles: false,
  }
}

/** What is sent to main: a question that was not asked is not answered. */
export function asSent(scan: ImportScan, decisions: ImportDecisions): ImportDecisions {
  return campaignlessOf(scan, decisions) > 0
    ? decisions
    : { ...decisions, campaignless: { kind: 'leave' } }
}

/** Whether everything that was asked has an answer. */
export function isDecided(scan: ImportScan, decisions: ImportDecisions): boolean {
  const { campaignless } = asSent(scan, decisions)
  return campaignless.kind !== 'new' || nameSchema.safeParse(campaignless.name).success
}

/** How many characters of the chosen users have no campaign. */
export function campaignlessOf(scan: ImportScan, { users }: ImportDecisions): number {
  return scan.campaignless
    .filter(({ userId }) => users === null || users.includes(userId))
    .reduce((sum, { characters }) => sum + characters, 0)
}

/** The campaigns of the chosen users. */
export function campaignsToChoose(
  scan: ImportScan,
  { users }: ImportDecisions,
): readonly OldCampaignChoice[] {
  return users === null
    ? scan.campaigns
    : scan.campaigns.filter((one) => users.includes(one.userId))
}

export function isUserChosen({ users }: ImportDecisions, id: number): boolean {
  return users === null || users.includes(id)
}

export function isCampaignChosen({ campaigns }: ImportDecisions, id: number): boolean {
  return campaigns === null || campaigns.includes(id)
}

/** The decisions once this user is ticked or not; the user's campaigns follow. */
export function chooseUser(
  scan: ImportScan,
  decisions: ImportDecisions,
  id: number,
  isChosen: boolean,
): ImportDecisions {
  const everyone = scan.users.map((user) => user.id)
  const users = everyone.filter((one) => (one === id ? isChosen : isUserChosen(decisions, one)))
  const theirs = scan.campaigns.filter(({ userId }) => userId === id).map((one) => one.originId)
  const chosen = { ...decisions, users: users.length === everyone.length ? null : users }
  const kept = decisions.campaigns?.filter((one) => !theirs.includes(one))
  return kept === undefined
    ? chosen
    : chooseCampaigns(scan, chosen, isChosen ? [...kept, ...theirs] : kept)
}

/** The decisions with these campaigns, and no others, ticked. */
export function chooseCampaigns(
  scan: ImportScan,
  decisions: ImportDecisions,
  ids: readonly number[],
): ImportDecisions {
  const chosen = new Set(ids)
  const all = campaignsToChoose(scan, decisions)
  const ticked = all.filter(({ originId }) => chosen.has(originId))
  return {
    ...decisions,
    campaigns: ticked.length === all.length ? null : ticked.map((one) => one.originId),
  }
}
