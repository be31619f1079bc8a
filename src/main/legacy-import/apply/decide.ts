import type {
  ImportDecisions,
  ImportForecast,
  OldKind,
  OldPortraitClass,
} from '../../../shared/legacy-import'
import type { OldCampaign, OldCharacter, OldFile, OldFindings, OldPortrait } from '../old-library'
import { holdsPicture } from '../scan/scan-portrait'
import type { AlreadyHere } from './already-here'
import { originKey } from './origin'

/** What a plan makes of one old row. */
export interface PlannedRow {
  /** Its place in the look, from 0. */
  readonly ordinal: number
  readonly kind: OldKind
  readonly record: OldCampaign | OldCharacter
  readonly portrait: OldPortrait
  readonly originUser: string | null
  readonly action: 'create' | 'update' | 'skip'
  /** The record of ours it is known as. */
  readonly knownId: number | null
  /** The ordinal of its campaign; null for a campaign, and for a character that goes to the home. */
  readonly parent: number | null
}

export interface ImportPlan {
  readonly rows: readonly PlannedRow[]
  /** Unassigned files that are imported. */
  readonly unassigned: readonly OldFile[]
  /** Ids of old campaigns whose messages come over. */
  readonly journals: ReadonlySet<number>
  /** Ids of old users whose other messages come over; null for all. */
  readonly users: ReadonlySet<number> | null
}

/** A record of ours that an old row came to in an earlier import. */
export interface KnownRecord {
  /** Null when it was here and was removed for good. */
  readonly id: number | null
  /** Its import stopped before all of it was here. */
  readonly isUnfinished: boolean
}

/** Which record of ours an old row is, by `originKey`. */
export type KnownRecords = ReadonlyMap<string, KnownRecord>

/** Which old user has which e-mail; others have lost their owner. */
export function emailsOf({ library }: Pick<OldFindings, 'library'>): Map<number, string> {
  return new Map(library?.users.map(({ id, email }) => [id, email]))
}

/** The campaign a character belongs to: one that is there, and of the same user. */
export function campaignOf(
  character: Pick<OldCharacter, 'campaignId' | 'userId'>,
  campaigns: ReadonlyMap<number, OldCampaign>,
): OldCampaign | null {
  const campaign = campaigns.get(character.campaignId ?? Number.NaN)
  return campaign !== undefined && campaign.userId === character.userId ? campaign : null
}

/** Decides for every old row what becomes of it. Nothing is read or written. */
export function planImport(
  findings: OldFindings,
  decisions: ImportDecisions,
  known: KnownRecords,
): ImportPlan {
  const { library, portraits } = findings
  const emails = emailsOf(findings)
  const users = decisions.users === null ? null : new Set(decisions.users)
  const chosen = decisions.campaigns === null ? null : new Set(decisions.campaigns)
  const campaigns = new Map(library?.campaigns.map((campaign) => [campaign.id, campaign]))
  const ordinals = new Map(library?.campaigns.map(({ id }, ordinal) => [id, ordinal]))

  const isChosen = ({ userId, isArchived }: OldCampaign | OldCharacter): boolean =>
    (users === null || (userId !== null && users.has(userId))) &&
    (decisions.includeArchived || !isArchived)
  const isCampaignChosen = (campaign: OldCampaign): boolean =>
    isChosen(campaign) && (chosen === null || chosen.has(campaign.id))
  const isCharacterChosen = (character: OldCharacter): boolean => {
    if (!isChosen(character)) return false
    const campaign = campaignOf(character, campaigns)
    return campaign === null ? decisions.campaignless.kind !== 'leave' : isCampaignChosen(campaign)
  }

  function plan(
    kind: OldKind,
    record: OldCampaign | OldCharacter,
    ordinal: number,
    place: { readonly isTaken: boolean; readonly parent: number | null },
  ): PlannedRow {
    const originUser = emails.get(record.userId ?? Number.NaN) ?? null
    const here = known.get(originKey(kind, record.id, originUser))
    const knownId = here?.id ?? null
    const portrait = portraits[ordinal]
    if (portrait === undefined) throw new TypeError('a row without what its portrait is')
    const action = !place.isTaken ? 'skip' : here === undefined ? 'create' : again(here)
    return { ordinal, kind, record, portrait, originUser, action, knownId, parent: place.parent }
  }

  /** What becomes of a record that came over before. What was removed for good stays removed. */
  function again({ id, isUnfinished }: KnownRecord): PlannedRow['action'] {
    if (decisions.duplicates === 'keep-both') return 'create'
    if (id === null) return 'skip'
    return decisions.duplicates === 'skip' && !isUnfinished ? 'skip' : 'update'
  }

  /** A campaign that stays removed gets no new characters; those who are new in the old app are left out. */
  function isLeftRemoved(row: PlannedRow | undefined): boolean {
    if (row === undefined || row.action !== 'skip') return false
    return known.get(originKey(row.kind, row.record.id, row.originUser))?.id === null
  }

  const campaignRows = (library?.campaigns ?? []).map((campaign, ordinal) =>
    plan('campaign', campaign, ordinal, { isTaken: isCampaignChosen(campaign), parent: null }),
  )
  const characterRows = (library?.characters ?? []).map((character, index) => {
    const campaign = campaignOf(character, campaigns)
    const parent = campaign === null ? null : (ordinals.get(campaign.id) ?? null)
    const isTaken = isCharacterChosen(character) && !isLeftRemoved(campaignRows[parent ?? -1])
    return plan('character', character, campaignRows.length + index, { isTaken, parent })
  })
  return {
    rows: [...campaignRows, ...characterRows],
    unassigned: decisions.takeLooseFiles ? findings.looseFiles : [],
    journals: new Set((library?.campaigns ?? []).filter(isCampaignChosen).map(({ id }) => id)),
    users,
  }
}

/** Where the picture of a row is, if these decisions import one. */
export type PictureSource =
  | { readonly from: 'file'; readonly file: OldFile; readonly isRecovery: boolean }
  | { readonly from: 'value'; readonly bytes: number; readonly read: () => Uint8Array }
  | { readonly from: 'link'; readonly url: string }

const askable: ReadonlySet<OldPortraitClass> = new Set(['temp-url-maybe-live', 'other-url'])

/** Null when no picture can be had, or none is wanted. */
export function pictureSource(
  portrait: OldPortrait,
  { online, takeOfferedFiles }: Pick<ImportDecisions, 'online' | 'takeOfferedFiles'>,
): PictureSource | null {
  const { file, offeredFile, url, isRecovery } = portrait
  if (file !== null) return { from: 'file', file, isRecovery }
  if (holdsPicture(portrait)) {
    const bytes = Number(portrait.details.bytes ?? 0)
    return { from: 'value', bytes, read: () => portrait.embedded ?? new Uint8Array() }
  }
  if (takeOfferedFiles && offeredFile !== null && offeredFile.harm === null) {
    return { from: 'file', file: offeredFile, isRecovery: true }
  }
  if (online && url !== null && askable.has(portrait.class)) return { from: 'link', url }
  return null
}

export interface ForecastFacts {
  readonly library: OldFindings['library']
  readonly freeBytes: number | null
  readonly here: AlreadyHere
  /** How many messages a campaign of ours has from earlier imports. */
  readonly journalLength: (campaignId: number) => number
}

/** What a plan would import. */
export function forecast(
  plan: ImportPlan,
  decisions: ImportDecisions,
  facts: ForecastFacts,
): ImportForecast {
  const coming = plan.rows.filter(({ action }) => action !== 'skip')
  const loose = plan.unassigned.filter(({ path }) => !facts.here.unassigned.has(path))
  const sources = coming.map(({ portrait }) => pictureSource(portrait, decisions))
  const sizes = sources.map((source) => {
    if (source?.from === 'file') return source.file.bytes
    return source?.from === 'value' ? source.bytes : 0
  })
  return {
    campaigns: coming.filter(({ kind }) => kind === 'campaign').length,
    characters: coming.filter(({ kind }) => kind === 'character').length,
    portraits: sources.filter((source) => source !== null).length,
    loosePortraits: loose.length,
    messages: countMessages(plan, decisions, facts),
    bytes: sum(sizes) + sum(loose.map(({ bytes }) => bytes)),
    freeBytes: facts.freeBytes,
    duplicates: plan.rows.filter(({ knownId }) => knownId !== null).length,
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

function countMessages(
  plan: ImportPlan,
  decisions: ImportDecisions,
  { library, here, journalLength }: ForecastFacts,
): number {
  if (library === null) return 0
  const { messageCount, messagesOfCampaign, messagesOfUser } = library
  const ofCampaign = (id: number) => messagesOfCampaign.get(id) ?? 0
  const campaigns = plan.rows.filter(({ kind }) => kind === 'campaign')
  const inJournals = campaigns
    .filter(({ record }) => plan.journals.has(record.id))
    .map(({ record, action, knownId }) => {
      const here = knownId === null || action === 'create' ? 0 : journalLength(knownId)
      return Math.max(0, ofCampaign(record.id) - here)
    })
  if (decisions.campaignless.kind === 'leave') return sum(inJournals)
  const { users } = plan
  const ofThese =
    users === null ? messageCount : sum([...users].map((id) => messagesOfUser.get(id) ?? 0))
  const theirs = campaigns.filter(
    ({ record: { userId } }) => users === null || users.has(userId ?? -1),
  )
  const withCampaign = sum(theirs.map(({ record }) => ofCampaign(record.id)))
  const atHome = [...here.messages].filter(
    ([userId]) => users === null || (userId !== null && users.has(userId)),
  )
  const isHere = sum(atHome.map(([, count]) => count))
  return sum(inJournals) + Math.max(0, ofThese - withCampaign - isHere)
}

/** Whether a message comes over: with its campaign, or with those that have none. */
export function isMessageTaken(
  message: { readonly userId: number | null; readonly campaignId: number | null },
  plan: Pick<ImportPlan, 'journals' | 'users'>,
  { campaignless }: Pick<ImportDecisions, 'campaignless'>,
): boolean {
  if (message.campaignId !== null) return plan.journals.has(message.campaignId)
  const isChosen =
    plan.users === null || (message.userId !== null && plan.users.has(message.userId))
  return isChosen && campaignless.kind !== 'leave'
}
