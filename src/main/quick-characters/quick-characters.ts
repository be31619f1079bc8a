import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import { bustStyle } from '../../shared/portrait'
import type { Language } from '../../shared/preferences'
import {
  firstDraws,
  type KeptPerson,
  ownSound,
  type QuickKeep,
  type QuickOrder,
  type QuickPerson,
  type QuickSounds,
  type QuickWordPart,
  quickWordParts,
} from '../../shared/quick-character'
import type { AddedLine } from '../../shared/session-line'
import type { PreviewedPerson, WordPreview } from '../../shared/word-lists'
import type { Campaigns } from '../campaigns/campaigns'
import type { Characters } from '../campaigns/characters'
import { type CampaignWordLists, mergeLists } from '../campaigns/word-lists'
import type { Clock } from '../core/clock'
import type { FileSystem } from '../core/disk/file-system'
import { createAddPortraits } from '../portraits/add-portraits'
import type { Portraits } from '../portraits/portraits'
import type { Sessions } from '../sessions/sessions'
import { cacheUntilChanged } from './cache-until-changed'
import { drawBelow, Order } from './draw'
import { NameSequence } from './names'
import { createNamesInUse, type NamesInUse } from './names-in-use'
import { type OwnTables, toOwnTables } from './own-tables'
import { type NameTable, readTables, type Tables } from './tables'

/** As many people as a preview shows. */
const previewed = 5

export interface QuickCharactersOptions {
  readonly database: Database
  /** The user data folder, and the folder of the tables. */
  readonly dataFolder: string
  readonly tablesFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly campaigns: Pick<Campaigns, 'read'>
  readonly characters: Characters
  readonly wordLists: Pick<CampaignWordLists, 'read'>
  readonly portraits: Portraits
  /** Notes who is kept in the open session. */
  readonly sessions: Pick<Sessions, 'addLine'>
}

function createContext(options: QuickCharactersOptions) {
  const { database } = options
  const latest: LatestSequence | null = null
  return {
    ...options,
    latest: latest as LatestSequence | null,
    namesInUse: createNamesInUse(database),
    ownTables: cacheUntilChanged(database, (campaignId) =>
      toOwnTables(options.wordLists.read(campaignId)),
    ),
    selectUnassigned: database
      .prepare<[], number>(
        `SELECT id FROM portrait WHERE campaign_id IS NULL AND character_id IS NULL
         AND trashed_at IS NULL AND file_state = 'sound' ORDER BY id`,
      )
      .pluck(),
    selectLastId: database
      .prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'character'")
      .pluck(),
  }
}

type Context = ReturnType<typeof createContext>

export type QuickCharacters = ReturnType<typeof createQuickCharacters>

/** People drawn from the tables of names and words, offline, and kept as characters. */
export function createQuickCharacters(options: QuickCharactersOptions) {
  const context = createContext(options)
  let tables: Promise<Tables> | null = null
  const readOnce = (): Promise<Tables> => {
    tables ??= readTables(options.fileSystem, options.tablesFolder)
    return tables
  }
  return {
    /** What names can sound like in this campaign. Throws AppError `not-found`. */
    sounds: async (campaignId: number): Promise<QuickSounds> => {
      const { sounds, problems } = await readOnce()
      const own = context.ownTables(campaignId).names === null ? [] : [ownSound]
      return { sounds: [...new Set([...own, ...sounds.keys()])], problems }
    },

    /** Draws a person. Throws AppError `not-found`, `in-trash`, `no-name-tables` or `unknown-sound`. */
    draw: async (order: QuickOrder, language: Language): Promise<QuickPerson> => {
      const tables = await readOnce()
      const own = context.ownTables(order.campaignId)
      return draw(context, { ...tables, own }, { order, language })
    },

    /** Some people of different names as these lists would give them, nothing of which is saved. Throws what `draw` throws. */
    preview: async (
      { campaignId, lists, seed }: WordPreview,
      language: Language,
    ): Promise<readonly PreviewedPerson[]> => {
      const tables = await readOnce()
      const own = toOwnTables(mergeLists(context.wordLists.read(campaignId), lists))
      const people = new Map<string, PreviewedPerson>()
      for (let index = 0; index < previewed; index += 1) {
        const draws = { ...firstDraws }
        const order = { campaignId, seed: `${seed} ${index}`, sound: null, draws }
        let person = draw(context, { ...tables, own }, { order, language })
        for (; people.has(person.name); draws.name += 1) {
          person = draw(context, { ...tables, own }, { order, language })
        }
        people.set(person.name, { name: person.name, words: person.words })
      }
      return [...people.values()]
    },

    /**
     * Makes a character of a person, with the unassigned portrait as theirs, which then goes to the trash:
     * all of it in one transaction, or nothing. Throws what adding a character and a portrait throws.
     */
    keep: (person: QuickKeep): Promise<KeptPerson> => keep(context, person),
  }
}

function requireCampaign({ campaigns }: Context, id: number): void {
  if (campaigns.read(id).trashedAt !== null) throw new AppError('in-trash')
}

interface AllTables extends Tables {
  readonly own: OwnTables
}

interface Draw {
  readonly order: QuickOrder
  readonly language: Language
}

function draw(context: Context, tables: AllTables, { order, language }: Draw): QuickPerson {
  const { campaignId, seed, draws } = order
  requireCampaign(context, campaignId)
  const { sound, table } = chooseSound(tables, order)
  const used = context.namesInUse(campaignId)
  const name = namesOf(context, { seed, table, used }).at(draws.name)
  const word = (part: QuickWordPart): string => {
    const entries = wordsFor(tables, part, language)
    const draw = draws[part] % Math.max(entries.length, 1)
    return entries[new Order(entries.length, seed, part).placeOf(draw) ?? 0] ?? ''
  }
  const [occupation, manner, wish] = quickWordParts
  return {
    campaignId,
    name,
    soundsLike: used.soundsLike(name),
    words: [word(occupation), word(manner), word(wish)],
    seed,
    sound,
    ...drawFace(context, seed, draws.face),
  }
}

/** The sound that is asked for, or the one of this seed: a campaign's own names are as likely as all others together. */
function chooseSound(
  { sounds, own }: AllTables,
  { seed, sound: asked }: QuickOrder,
): { readonly sound: string; readonly table: NameTable } {
  const names = [...sounds.keys()]
  const isOwn =
    own.names !== null &&
    (own.isOnlyNames || names.length === 0 || drawBelow(2, seed, 'whose names') === 0)
  const drawn = isOwn ? ownSound : names[drawBelow(names.length, seed, 'sound')]
  const sound = asked ?? drawn
  if (sound === undefined) throw new AppError('no-name-tables')
  const table = sound === ownSound && own.names !== null ? own.names : sounds.get(sound)
  if (table !== undefined) return { sound, table }
  if (names.length === 0) throw new AppError('no-name-tables')
  throw new AppError('unknown-sound', { sounds: names.join(', ') })
}

/** The campaign's own words, before ours where both are drawn from. */
function wordsFor({ own, words }: AllTables, part: QuickWordPart, language: Language) {
  const { entries, isOnly } = own.words[part]
  if (entries.length === 0) return words[part][language]
  return isOnly ? entries : [...entries, ...words[part][language]]
}

interface LatestSequence {
  readonly seed: string
  readonly table: NameTable
  readonly used: NamesInUse
  readonly names: NameSequence
}

/** The names of this seed; those of the latest one are remembered, since the same person is drawn again and again. */
function namesOf(context: Context, wanted: Omit<LatestSequence, 'names'>): NameSequence {
  const { latest } = context
  const { seed, table, used } = wanted
  if (latest?.seed === seed && latest.table === table && latest.used === used) return latest.names
  const names = new NameSequence(table, seed, used.has)
  context.latest = { ...wanted, names }
  return names
}

/** First every unassigned portrait, each once; then avatars, each of a seed of its own. */
function drawFace(
  { selectUnassigned }: Context,
  seed: string,
  draw: number,
): Pick<QuickPerson, 'portraitId' | 'avatarSeed'> {
  const unassigned = selectUnassigned.all()
  const place = new Order(unassigned.length, seed, 'face').placeOf(draw)
  const avatarSeed = draw <= unassigned.length ? seed : `${seed} ${draw - unassigned.length}`
  return { portraitId: place === null ? null : (unassigned[place] ?? null), avatarSeed }
}

async function keep(context: Context, person: QuickKeep): Promise<KeptPerson> {
  const { database, characters } = context
  requireCampaign(context, person.campaignId)
  if (person.portraitId !== null) return keepWithPortrait(context, person, person.portraitId)
  return database
    .transaction(() => {
      const { id, line } = create(context, person)
      return { character: characters.read(id), line }
    })
    .immediate()
}

function create(
  { characters, sessions }: Context,
  person: QuickKeep,
): { readonly id: number; readonly line: AddedLine | null } {
  const { campaignId, name, words, avatarSeed } = person
  const [occupation] = words
  const description = words.filter((word) => word !== '').join(', ')
  const { id } = characters.create({ campaignId, name, class: occupation, description })
  characters.setAvatar(id, bustStyle, avatarSeed)
  const line = sessions.addLine({
    campaignId,
    kind: 'quick-character',
    characterId: id,
    text: description,
  })
  return { id, line }
}

/** The file of the portrait is named after the character, whose id is the next one unless another process is quicker. */
async function keepWithPortrait(
  context: Context,
  person: QuickKeep,
  portraitId: number,
): Promise<KeptPerson> {
  const { portraits, characters, selectLastId } = context
  const portrait = portraits.find(portraitId)
  if (portrait === null) throw new AppError('not-found', { kind: 'portrait', id: portraitId })
  if (portrait.trashedAt !== null) throw new AppError('in-trash')
  if (portrait.subject !== null) throw new AppError('portrait-taken')
  const reading = await portraits.read(portrait)
  if (reading.state !== 'sound') throw new AppError('portrait-file-lost', { state: reading.state })
  const addPortraits = createAddPortraits(context)
  for (;;) {
    const id = (selectLastId.get() ?? 0) + 1
    const placed = await addPortraits.place({
      ...portrait,
      subject: { kind: 'character', id },
      bytes: reading.bytes,
      provenance: { ...portrait, source: 'copied' },
      makeCurrent: true,
    })
    let line: AddedLine | null = null
    const createFirst = () => {
      const created = create(context, person)
      if (created.id !== id) throw new OtherIdError()
      line = created.line
    }
    try {
      await addPortraits.enter([placed], () => portraits.trash(portraitId), createFirst)
      return { character: characters.read(id), line }
    } catch (error) {
      if (!(error instanceof OtherIdError)) throw error
    }
  }
}

/** Another process has created a character since the next id was read. */
class OtherIdError extends Error {}
