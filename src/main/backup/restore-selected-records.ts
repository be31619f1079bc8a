import type { Database } from 'better-sqlite3'
import type { RestoreSelection } from '../../shared/backup'
import type { CampaignFields } from '../../shared/campaign'
import type { CharacterFields } from '../../shared/character'
import { AppError } from '../../shared/errors'
import type { Subject } from '../../shared/subject'
import { type Campaigns, createCampaigns } from '../campaigns/campaigns'
import { type Characters, createCharacters } from '../campaigns/characters'
import { type NameWords, nameOfCopy, nameOrUnnamed } from '../campaigns/names'
import { copyWordLists } from '../campaigns/word-lists'
import type { Clock } from '../core/clock'
import type { AddPortraits } from '../portraits/add-portraits'
import { copySessions } from '../sessions/copy-sessions'
import { copyTagsFrom } from '../tags/copy-tags'
import { keyOf } from './compare'

export interface RestoreSelectedParts {
  readonly database: Database
  readonly campaigns: Campaigns
  readonly characters: Characters
  readonly addPortraits: AddPortraits
  readonly clock: Clock
  readonly nameWords: NameWords
}

/** A record there, and the one here that its portraits go to. */
export interface RestoredRecord {
  readonly from: Subject
  readonly to: Subject
  readonly name: string
  readonly wasMade: boolean
}

interface Theirs {
  readonly campaigns: ReturnType<typeof createCampaigns>
  readonly characters: ReturnType<typeof createCharacters>
}

/** Makes or changes the chosen records, all in one transaction. Throws AppError `not-found`. */
export function restoreRecords(
  there: Database,
  order: RestoreSelection,
  parts: RestoreSelectedParts,
): RestoredRecord[] {
  const clock = () => new Date(0)
  const theirs: Theirs = {
    campaigns: createCampaigns({ database: there, clock }),
    characters: createCharacters({ database: there, clock }),
  }
  const place = parts.database.transaction(() => {
    const taken: RestoredRecord[] = []
    const homes = new Map<number, number>()
    for (const id of new Set(order.campaigns)) {
      const record = placeCampaign(theirs, id, order, parts)
      taken.push(record)
      homes.set(id, record.to.id)
    }
    const whole = order.campaigns.flatMap((id) => theirs.characters.idsOf(id))
    for (const id of new Set([...whole, ...order.characters])) {
      const { campaignId } = theirs.characters.read(id)
      const home = homes.get(campaignId) ?? homeFor(theirs, campaignId, order, parts)
      homes.set(campaignId, home)
      const isPartOfCampaign = order.campaigns.includes(campaignId)
      taken.push(placeCharacter(theirs, { id, home, isPartOfCampaign }, order, parts))
    }
    restoreVersions(taken, { there, here: parts.database })
    for (const { from, to } of taken) {
      if (from.kind !== 'character') continue
      copyTagsFrom({ there, here: parts.database }, 'character', { from: from.id, to: to.id })
    }
    restoreSessions(taken, { there, order, parts })
    restoreWordLists(taken, { there, here: parts.database })
    return taken
  })
  return place.immediate()
}

function placeCampaign(
  theirs: Theirs,
  id: number,
  { how }: RestoreSelection,
  { database, campaigns, nameWords }: RestoreSelectedParts,
): RestoredRecord {
  const { createdAt, avatarStyle, avatarSeed, ...their } = theirs.campaigns.read(id)
  const fields = campaignFields({
    ...their,
    name: nameOrUnnamed(nameWords, { id, name: their.name }),
  })
  const here = findHere(database, 'campaign', id, createdAt)
  if (how === 'over-existing' && here) {
    campaigns.edit(id, fields)
    campaigns.setAvatar(id, avatarStyle, avatarSeed)
    return record('campaign', id, id, fields.name, false)
  }
  const name = here ? nameOfCopy(nameWords, { id, name: their.name }) : fields.name
  const made = campaigns.create({ ...fields, name })
  campaigns.setAvatar(made.id, avatarStyle, avatarSeed)
  return record('campaign', id, made.id, fields.name, true)
}

interface CharacterPlace {
  readonly id: number
  readonly home: number
  readonly isPartOfCampaign: boolean
}

function placeCharacter(
  theirs: Theirs,
  { id, home, isPartOfCampaign }: CharacterPlace,
  { how }: RestoreSelection,
  { database, characters, nameWords }: RestoreSelectedParts,
): RestoredRecord {
  const { createdAt, avatarStyle, avatarSeed, status, statusAt, ...their } =
    theirs.characters.read(id)
  const fields = characterFields({
    ...their,
    name: nameOrUnnamed(nameWords, { id, name: their.name }),
  })
  const here = findHere(database, 'character', id, createdAt)
  if (how === 'over-existing' && here) {
    characters.edit(id, fields)
    characters.setAvatar(id, avatarStyle, avatarSeed)
    characters.setStatus(id, status, statusAt)
    return record('character', id, id, fields.name, false)
  }
  // In a copied campaign the characters keep their names; beside the originals they cannot.
  const name =
    here && !isPartOfCampaign ? nameOfCopy(nameWords, { id, name: their.name }) : fields.name
  const made = characters.create({ ...fields, name, campaignId: home })
  characters.setAvatar(made.id, avatarStyle, avatarSeed)
  characters.setStatus(made.id, status, statusAt)
  return record('character', id, made.id, fields.name, true)
}

/** The campaign here for a character whose own campaign was not chosen. */
function homeFor(
  theirs: Theirs,
  campaignId: number,
  order: RestoreSelection,
  parts: RestoreSelectedParts,
): number {
  if (order.campaignId !== null) {
    if (parts.campaigns.read(order.campaignId).trashedAt !== null) throw new AppError('in-trash')
    return order.campaignId
  }
  const { name, createdAt } = theirs.campaigns.read(campaignId)
  if (findHere(parts.database, 'campaign', campaignId, createdAt)) return campaignId
  const kept = nameOrUnnamed(parts.nameWords, { id: campaignId, name })
  return parts.campaigns.create({ name: kept }).id
}

function findHere(
  database: Database,
  kind: Subject['kind'],
  id: number,
  createdAt: string,
): boolean {
  const found = database
    .prepare<[number], string>(`SELECT created_at FROM ${kind} WHERE id = ? AND trashed_at IS NULL`)
    .pluck()
    .get(id)
  return (
    found !== undefined && keyOf({ kind, id, createdAt: found }) === keyOf({ kind, id, createdAt })
  )
}

const versionColumns = 'property, text, replaced_at'

/**
 * Copies the versions of descriptions and notes to the records that were made here. A record that was here
 * already keeps its own versions. Belongs into the transaction that made the records.
 */
function restoreVersions(
  records: readonly RestoredRecord[],
  { there, here }: { readonly there: Database; readonly here: Database },
): void {
  for (const { from, to } of records.filter(({ wasMade }) => wasMade)) {
    const theirs = there.prepare<[number], Record<string, unknown>>(
      `SELECT ${versionColumns} FROM text_version WHERE ${from.kind}_id = ? ORDER BY id`,
    )
    const insert = here.prepare(
      `INSERT INTO text_version (${to.kind}_id, ${versionColumns})
       VALUES (:owner, :property, :text, :replaced_at)`,
    )
    for (const version of theirs.iterate(from.id)) insert.run({ ...version, owner: to.id })
  }
}

interface SessionsToRestore {
  readonly there: Database
  readonly order: RestoreSelection
  readonly parts: RestoreSelectedParts
}

/** Copies the sessions of the restored campaigns. Belongs into the transaction that made the records. */
function restoreSessions(
  records: readonly RestoredRecord[],
  { there, order, parts }: SessionsToRestore,
): void {
  const { database: here, clock } = parts
  const restored = new Map(
    records.filter(({ from }) => from.kind === 'character').map(({ from, to }) => [from.id, to.id]),
  )
  const createdAt = there
    .prepare<[number], string>('SELECT created_at FROM character WHERE id = ?')
    .pluck()
  const idOf = (id: number): number | undefined =>
    restored.get(id) ?? (findHere(here, 'character', id, createdAt.get(id) ?? '') ? id : undefined)
  const overExisting = order.how === 'over-existing'
  for (const { from, to } of records) {
    if (from.kind !== 'campaign') continue
    copySessions({ there, here, clock, from: from.id, to: to.id, idOf, overExisting })
  }
}

/** Gives the restored campaigns their own lists of words. Belongs into the transaction that made the records. */
function restoreWordLists(
  records: readonly RestoredRecord[],
  { there, here }: { readonly there: Database; readonly here: Database },
): void {
  for (const { from, to } of records) {
    if (from.kind === 'campaign') copyWordLists({ there, here, from: from.id, to: to.id })
  }
}

function record(
  kind: Subject['kind'],
  from: number,
  to: number,
  name: string,
  wasMade: boolean,
): RestoredRecord {
  return { from: { kind, id: from }, to: { kind, id: to }, name, wasMade }
}

function campaignFields(their: CampaignFields): CampaignFields {
  const { name, description, themes, tone, language, gameSystem, notes } = their
  return { name, description, themes, tone, language, gameSystem, notes }
}

function characterFields(their: CharacterFields): CharacterFields {
  const { name, race, class: job, level, gender, description, notes } = their
  return { name, race, class: job, level, gender, description, notes }
}
