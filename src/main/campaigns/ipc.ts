import type { Database } from 'better-sqlite3'
import type { Translate } from '../../shared/translate'
import type { Handlers } from '../core/answer'
import type { Portraits } from '../portraits/portraits'
import type { Campaigns } from './campaigns'
import type { ManyChanges } from './change-many'
import type { CharacterList } from './character-list'
import { countStatuses, setStatuses } from './character-status'
import type { Characters } from './characters'
import type { duplicateCampaign } from './duplicate'
import { moveCharacters, restoreCharacters, trashCharacters } from './many-characters'
import { createSampleCast } from './sample-cast'
import type { SearchEverywhere } from './search-everywhere'
import type { TextVersions } from './text-versions'

type RecordRequest = Exclude<
  Extract<keyof Handlers, `campaigns:${string}` | `characters:${string}` | `texts:${string}`>,
  'campaigns:journal'
>

interface RecordHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => ManyChanges & {
    readonly database: Database
    readonly campaigns: Campaigns
    readonly characters: Characters
    readonly cast: CharacterList
    readonly searchEverywhere: SearchEverywhere
    readonly textVersions: TextVersions
    readonly portraits: Portraits
    readonly sessions: Parameters<typeof duplicateCampaign>[0]['sessions'] &
      Parameters<typeof setStatuses>[0]['sessions']
  }
  readonly translate: Translate
}

/** Answers every request about campaigns and characters. */
export function createCampaignHandlers({
  library,
  translate,
}: RecordHandlersOptions): Pick<Handlers, RecordRequest> {
  return {
    'campaigns:list': () => library().campaigns.list(),
    'campaigns:read': ({ id }) => library().campaigns.read(id),
    'campaigns:create': (fields) => library().campaigns.create(fields),
    'campaigns:create-sample': () => createSampleCast(library(), translate),
    'campaigns:edit': ({ id, changes }) => library().campaigns.edit(id, changes),
    'campaigns:duplicate': async ({ id }) =>
      library().campaigns.read(await library().duplicateCampaign(id)),
    'campaigns:trash': ({ id }) => library().campaigns.trash(id),
    'campaigns:restore': ({ id }) => library().campaigns.restore(id),

    'characters:list': (query) => library().cast.list(query),
    'characters:ids': (query) => library().cast.ids(query),
    'characters:place': ({ id, ...selection }) => library().cast.place(selection, id),
    'characters:search': ({ text, limit }) => library().searchEverywhere(text, limit),
    'characters:read': ({ id }) => library().characters.read(id),
    'characters:create': (fields) => library().characters.create(fields),
    'characters:edit': ({ id, changes }) => library().characters.edit(id, changes),
    'characters:duplicate': ({ ids }) => library().duplicateCharacters(ids),
    'characters:change-many': (order) => library().changeManyCharacters(order),
    'characters:move': ({ moves }) => moveCharacters(library(), moves),
    'characters:trash': ({ ids }) => trashCharacters(library(), ids),
    'characters:restore': ({ ids }) => restoreCharacters(library(), ids),
    'characters:set-status': ({ changes, linesToTake }) =>
      setStatuses({ ...library(), translate }, changes, linesToTake),
    'characters:statuses': ({ campaignId }) => countStatuses(library().database, campaignId),

    'texts:versions': (text) => library().textVersions.list(text),
    'texts:read-version': ({ id, ...text }) => library().textVersions.read(text, id),
  }
}
