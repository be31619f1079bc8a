import type {
  ImportScan,
  OldCampaignChoice,
  OldPortraitClass,
  OldUser,
} from '../../../shared/legacy-import'
import { campaignOf } from '../apply/decide'
import type { OldFindings, OldLibrary, OldPortrait } from '../old-library'
import { holdsPicture } from './scan-portrait'

/** What an earlier import has already imported. */
export interface AlreadyImported {
  readonly rows: number
  /** How many of these were removed for good since. */
  readonly removed: number
  /** Ids of old campaigns. */
  readonly campaigns: ReadonlySet<number>
}

/** What was found, as the dialog shows it before anything is decided. */
export function summarise(findings: OldFindings, already: AlreadyImported): ImportScan {
  const { source, library, portraits, looseFiles, refused } = findings
  return {
    source,
    generation: library?.generation ?? null,
    isPartial: (library?.unreadable.length ?? 0) > 0,
    unreadable: library?.unreadable ?? [],
    ...(library === null ? noRecords : countRecords(library, already.campaigns)),
    classes: countClasses(portraits),
    rows: portraits.length,
    messages: library?.messageCount ?? 0,
    looseFiles: looseFiles.map(({ path }) => path),
    damagedFiles: findings.damagedFiles.map(({ path }) => path),
    offeredFiles: portraits.filter(({ offeredFile }) => offeredFile !== null).length,
    passedOver: findings.passedOver,
    refused,
    pictureBytes: portraits.reduce((bytes, portrait) => bytes + bytesOf(portrait), 0),
    hosts: hostsOf(portraits),
    alreadyImported: already.rows,
    removedSince: already.removed,
  }
}

const noRecords = { users: [], campaigns: [], campaignless: [] } as const

/** Stands for the user of rows that have none; such rows come with "all users" alone. */
const noUser = 0

function countRecords(library: OldLibrary, imported: ReadonlySet<number>) {
  const campaignsOfUser = new Map<number, number>()
  const charactersOfUser = new Map<number, number>()
  const charactersOfCampaign = new Map<number, number>()
  const campaignless = new Map<number, number>()
  const byId = new Map(library.campaigns.map((campaign) => [campaign.id, campaign]))
  for (const { userId } of library.campaigns) countUp(campaignsOfUser, userId)
  for (const character of library.characters) {
    const campaign = campaignOf(character, byId)
    countUp(charactersOfUser, character.userId)
    if (campaign === null) countUp(campaignless, character.userId)
    else countUp(charactersOfCampaign, campaign.id)
  }
  const users = library.users.map(
    ({ id, email }): OldUser => ({
      ...{ id, email },
      campaigns: campaignsOfUser.get(id) ?? 0,
      characters: charactersOfUser.get(id) ?? 0,
      messages: library.messagesOfUser.get(id) ?? 0,
    }),
  )
  const campaigns = library.campaigns.map(
    ({ id, userId, name, isArchived }): OldCampaignChoice => ({
      ...{ originId: id, userId: userId ?? noUser, name, isArchived },
      characters: charactersOfCampaign.get(id) ?? 0,
      messages: library.messagesOfCampaign.get(id) ?? 0,
      isImported: imported.has(id),
    }),
  )
  const without = [...campaignless].map(([userId, characters]) => ({ userId, characters }))
  return { users, campaigns, campaignless: without }
}

function countUp(counts: Map<number, number>, id: number | null): void {
  counts.set(id ?? noUser, (counts.get(id ?? noUser) ?? 0) + 1)
}

function countClasses(portraits: readonly OldPortrait[]): ImportScan['classes'] {
  const counts: Partial<Record<OldPortraitClass, number>> = {}
  for (const portrait of portraits) counts[portrait.class] = (counts[portrait.class] ?? 0) + 1
  return counts
}

// An embedded picture's size is in its details: decoding it only to count would load all of it.
function bytesOf(portrait: OldPortrait): number {
  if (portrait.file !== null) return portrait.file.bytes
  const { bytes } = portrait.details
  return holdsPicture(portrait) && typeof bytes === 'number' ? bytes : 0
}

function hostsOf(portraits: readonly OldPortrait[]): readonly string[] {
  const hosts = portraits.flatMap(({ url, file, details }) =>
    url !== null && file === null && typeof details.host === 'string' ? [details.host] : [],
  )
  return [...new Set(hosts)].sort()
}
