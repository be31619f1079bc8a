import type { Database } from 'better-sqlite3'
import type { Character } from '../../shared/character'
import { AppError } from '../../shared/errors'
import type { ExportOrder } from '../../shared/export'
import type { Portrait } from '../../shared/portrait'
import { sortKey } from '../../shared/sort-key'
import type { Translate } from '../../shared/translate'
import type { Campaigns } from '../campaigns/campaigns'
import type { Characters } from '../campaigns/characters'
import type { CampaignWordLists } from '../campaigns/word-lists'
import type { Portraits } from '../portraits/portraits'
import type { Sessions } from '../sessions/sessions'

/** What of a library an export reads. */
export interface ExportedLibrary {
  readonly database: Database
  readonly campaigns: Campaigns
  readonly characters: Characters
  readonly portraits: Portraits
  readonly sessions: Pick<Sessions, 'list' | 'read'>
  readonly wordLists: Pick<CampaignWordLists, 'read'>
}

export interface Gathered {
  readonly title: string
  /** Whose game master is exported as well. */
  readonly campaignId: number | null
  readonly characters: readonly Character[]
  /** Chosen ones; empty where a cast is exported. */
  readonly portraits: readonly Portrait[]
}

/** What an order means, characters by name, and what they are called together. Throws AppError `not-found`. */
export function gatherExported(
  { campaigns, characters, portraits }: ExportedLibrary,
  what: ExportOrder['what'],
  t: Translate,
): Gathered {
  const nothing = { campaignId: null, characters: [], portraits: [] }
  if (what.kind === 'campaign') {
    const { name, id } = campaigns.read(what.id)
    return { ...nothing, title: name, campaignId: id, characters: inOrder(characters.idsOf(id)) }
  }
  if (what.kind === 'characters') {
    return { ...nothing, title: t('export.chosen'), characters: inOrder(what.ids) }
  }
  const chosen = [...new Set(what.ids)].map((id) => {
    const portrait = portraits.find(id)
    if (portrait === null) throw new AppError('not-found', { kind: 'portrait', id })
    return portrait
  })
  return { ...nothing, title: t('export.chosenPortraits'), portraits: chosen }

  function inOrder(ids: readonly number[]): Character[] {
    const keyed = ids.map((id) => {
      const character = characters.read(id)
      return { character, key: sortKey(character.name) }
    })
    keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    return keyed.map(({ character }) => character)
  }
}
