import { type CopiedSubject, duplicateCampaign, duplicateCharacter } from '../campaign/duplicate'
import type { Library } from '../library'
import { duplicatePortraits } from '../portraits/duplicate'
import type { Handlers } from './answer'

type RecordRequest = Extract<keyof Handlers, `campaigns:${string}` | `characters:${string}`>

interface RecordHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => Library
  readonly onEdited: () => void
  /** `Elowen` as `Elowen (copy)`, in the game master's language. */
  readonly nameCopy: (name: string) => string
}

/** Answers every request about campaigns and characters. */
export function createRecordHandlers({
  library,
  onEdited,
  nameCopy,
}: RecordHandlersOptions): Pick<Handlers, RecordRequest> {
  function edited<Value>(value: Value): Value {
    onEdited()
    return value
  }

  async function copyPortraits(pairs: readonly CopiedSubject[]): Promise<void> {
    for (const pair of pairs) await duplicatePortraits(library().portraits, pair)
  }

  return {
    'campaigns:list': () => library().campaigns.list(),
    'campaigns:read': ({ id }) => library().campaigns.read(id),
    'campaigns:create': (fields) => edited(library().campaigns.create(fields)),
    'campaigns:edit': ({ id, changes }) => edited(library().campaigns.edit(id, changes)),
    'campaigns:duplicate': async ({ id }) => {
      const { campaigns } = library()
      const pairs = duplicateCampaign(library(), id, nameCopy(campaigns.read(id).name))
      await copyPortraits(pairs)
      return edited(campaigns.read(pairs[0].to.id))
    },
    'campaigns:trash': ({ id }) => edited(library().campaigns.trash(id)),
    'campaigns:restore': ({ id }) => edited(library().campaigns.restore(id)),

    'characters:list': (query) => library().cast.list(query),
    'characters:search': ({ text, limit }) => library().searchEverywhere(text, limit),
    'characters:read': ({ id }) => library().characters.read(id),
    'characters:create': (fields) => edited(library().characters.create(fields)),
    'characters:edit': ({ id, changes }) => edited(library().characters.edit(id, changes)),
    'characters:duplicate': async ({ id }) => {
      const { characters } = library()
      const pair = duplicateCharacter(library(), id, nameCopy(characters.read(id).name))
      await copyPortraits([pair])
      return edited(characters.read(pair.to.id))
    },
    'characters:move': ({ id, campaignId }) => edited(library().characters.move(id, campaignId)),
    'characters:trash': ({ id }) => edited(library().characters.trash(id)),
    'characters:restore': ({ id }) => edited(library().characters.restore(id)),
  }
}
