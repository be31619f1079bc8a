import type { Database } from 'better-sqlite3'
import type { Handlers } from '../core/answer'
import { duplicatePortraits } from '../portraits/duplicate'
import type { Portraits } from '../portraits/portraits'
import type { Campaigns } from './campaigns'
import type { CharacterList } from './character-list'
import type { Characters } from './characters'
import { type CopiedSubject, duplicateCampaign, duplicateCharacter } from './duplicate'
import type { NameWords } from './names'
import type { SearchEverywhere } from './search-everywhere'
import type { TextVersions } from './text-versions'

type RecordRequest = Exclude<
  Extract<keyof Handlers, `campaigns:${string}` | `characters:${string}` | `texts:${string}`>,
  'campaigns:journal'
>

interface RecordHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => {
    readonly database: Database
    readonly campaigns: Campaigns
    readonly characters: Characters
    readonly cast: CharacterList
    readonly searchEverywhere: SearchEverywhere
    readonly textVersions: TextVersions
    readonly portraits: Portraits
  }
  readonly nameWords: NameWords
}

/** Answers every request about campaigns and characters. */
export function createCampaignHandlers({
  library,
  nameWords,
}: RecordHandlersOptions): Pick<Handlers, RecordRequest> {
  async function copyPortraits(
    pairs: readonly CopiedSubject[],
    trashCopy: () => void,
  ): Promise<void> {
    try {
      for (const pair of pairs) await duplicatePortraits(library().portraits, pair)
    } catch (error) {
      // Half a copy would pass for a whole one, and stand beside the one that is made once there is room.
      trashCopy()
      throw error
    }
  }

  return {
    'campaigns:list': () => library().campaigns.list(),
    'campaigns:read': ({ id }) => library().campaigns.read(id),
    'campaigns:create': (fields) => library().campaigns.create(fields),
    'campaigns:edit': ({ id, changes }) => library().campaigns.edit(id, changes),
    'campaigns:duplicate': async ({ id }) => {
      const { campaigns } = library()
      const pairs = duplicateCampaign(library(), id, nameWords)
      const copyId = pairs[0].to.id
      await copyPortraits(pairs, () => campaigns.trash(copyId))
      return campaigns.read(copyId)
    },
    'campaigns:trash': ({ id }) => library().campaigns.trash(id),
    'campaigns:restore': ({ id }) => library().campaigns.restore(id),

    'characters:list': (query) => library().cast.list(query),
    'characters:place': ({ id, ...selection }) => library().cast.place(selection, id),
    'characters:search': ({ text, limit }) => library().searchEverywhere(text, limit),
    'characters:read': ({ id }) => library().characters.read(id),
    'characters:create': (fields) => library().characters.create(fields),
    'characters:edit': ({ id, changes }) => library().characters.edit(id, changes),
    'characters:duplicate': async ({ id }) => {
      const { characters } = library()
      const pair = duplicateCharacter(library(), id, nameWords)
      const copyId = pair.to.id
      await copyPortraits([pair], () => characters.trash(copyId))
      return characters.read(copyId)
    },
    'characters:move': ({ id, campaignId }) => library().characters.move(id, campaignId),
    'characters:trash': ({ id }) => library().characters.trash(id),
    'characters:restore': ({ id }) => library().characters.restore(id),

    'texts:versions': (text) => library().textVersions.list(text),
    'texts:read-version': ({ id, ...text }) => library().textVersions.read(text, id),
  }
}
