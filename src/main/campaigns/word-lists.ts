import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import {
  type ChangedWordLists,
  type PastedLists,
  readWordList,
  toPastedText,
  type WordList,
  type WordListChanges,
  type WordListKind,
  type WordLists,
  wordListKinds,
} from '../../shared/word-lists'
import type { Campaigns } from './campaigns'

interface WordListRow {
  readonly kind: WordListKind
  readonly entries: string
  readonly is_only: 0 | 1
}

interface WordListsOptions {
  readonly database: Database
  readonly campaigns: Pick<Campaigns, 'read'>
}

export type CampaignWordLists = ReturnType<typeof createWordLists>

/** The names and words that a campaign has of its own. */
export function createWordLists({ database, campaigns }: WordListsOptions) {
  const read = prepareRead(database)
  const write = prepareWrite(database)
  const change = database.transaction(
    ({ campaignId, lists }: WordListChanges): ChangedWordLists => {
      if (campaigns.read(campaignId).trashedAt !== null) throw new AppError('in-trash')
      const before = read(campaignId)
      const after = mergeLists(before, lists)
      for (const kind of wordListKinds) {
        if (lists[kind] !== undefined) write(campaignId, kind, after[kind])
      }
      return { before, after }
    },
  )

  return {
    /** All lists of a campaign. Throws AppError `not-found`. */
    read(campaignId: number): WordLists {
      campaigns.read(campaignId)
      return read(campaignId)
    },

    /** Replaces lists by what is usable of these. Throws AppError `not-found` or `in-trash`. */
    change: (changes: WordListChanges): ChangedWordLists => change.immediate(changes),
  }
}

/** The lists with what is usable of those that were pasted. */
export function mergeLists(lists: WordLists, pasted: PastedLists): WordLists {
  const merged = (kind: WordListKind): WordList => {
    const { text, isOnly = lists[kind].isOnly } = pasted[kind] ?? {}
    const entries = text === undefined ? lists[kind].entries : readWordList(text).entries
    return { entries, isOnly }
  }
  return { names: merged('names'), does: merged('does'), is: merged('is'), wants: merged('wants') }
}

interface WordListCopy {
  /** The library the campaign is in, and the one with the other campaign: the same for a duplicate. */
  readonly there: Database
  readonly here: Database
  readonly from: number
  readonly to: number
}

/** Gives a campaign the lists of another; a list that the other has not stays. Belongs into a transaction. */
export function copyWordLists({ there, here, from, to }: WordListCopy): void {
  const lists = prepareRead(there)(from)
  const write = prepareWrite(here)
  for (const kind of wordListKinds) {
    if (lists[kind].entries.length > 0 || lists[kind].isOnly) write(to, kind, lists[kind])
  }
}

/** What is in a row was pasted once, but may come from another program: only usable lines count. */
function prepareRead(database: Database): (campaignId: number) => WordLists {
  const select = database.prepare<[number], WordListRow>(
    'SELECT kind, entries, is_only FROM word_list WHERE campaign_id = ?',
  )
  return (campaignId) => {
    const none: WordList = { entries: [], isOnly: false }
    const lists = { names: none, does: none, is: none, wants: none }
    for (const { kind, entries, is_only } of select.all(campaignId)) {
      lists[kind] = { entries: readWordList(entries).entries, isOnly: is_only === 1 }
    }
    return lists
  }
}

function prepareWrite(database: Database) {
  const remove = database.prepare<[number, string]>(
    'DELETE FROM word_list WHERE campaign_id = ? AND kind = ?',
  )
  const insert = database.prepare<[number, string, string, number]>(
    'INSERT OR REPLACE INTO word_list (campaign_id, kind, entries, is_only) VALUES (?, ?, ?, ?)',
  )
  return (campaignId: number, kind: WordListKind, list: WordList): void => {
    const { text, isOnly } = toPastedText(list)
    if (text === '' && !isOnly) remove.run(campaignId, kind)
    else insert.run(campaignId, kind, text, isOnly ? 1 : 0)
  }
}
