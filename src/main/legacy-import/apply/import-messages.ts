import { setImmediate as nextTurn } from 'node:timers/promises'
import { databaseError } from '../../core/database/database-error'
import type { OldLibrary, OldMessage } from '../old-library'
import { messageText } from '../old-library'
import { type ImportPlan, isMessageTaken } from './decide'
import type { ImportContext, ImportRun } from './import-run'

/** Messages of one transaction: some milliseconds. */
const messagesAtOnce = 500

/**
 * Imports messages into the journals of their campaigns, in order, and records the progress with every few
 * hundred, so that none is imported twice. Those without an imported campaign go to the home campaign. Throws
 * AppErrors of the database and `import-cancelled`.
 */
export async function importMessages(
  importContext: ImportContext,
  { importId, decisions, signal }: ImportRun,
  library: OldLibrary,
  plan: Pick<ImportPlan, 'journals' | 'users'>,
  home: () => number,
): Promise<void> {
  const { database, journal, table } = importContext
  const campaigns = new Set(library.campaigns.map(({ id }) => id))
  const characters = new Map(library.characters.map(({ id, name }) => [id, name]))
  const here = { campaign: new Map<number, number>(), character: new Map<number, number>() }
  for (const row of table.rows(importId)) {
    const id = row.campaign_id ?? row.character_id
    if (row.kind !== 'loose' && row.origin_id !== null && id !== null) {
      here[row.kind].set(row.origin_id, id)
    }
  }
  const through = table.find(importId)?.messages_through ?? Number.NEGATIVE_INFINITY

  function add(message: OldMessage): void {
    const { userId, characterId } = message
    const isThere = message.campaignId !== null && campaigns.has(message.campaignId)
    const campaignId = isThere ? message.campaignId : null
    if (!isMessageTaken({ userId, campaignId }, plan, decisions)) return
    const facts = { text: messageText(message), writtenAt: message.writtenAt, originId: message.id }
    if (campaignId === null && journal.isAtHome(facts)) return
    const target = campaignId === null ? home() : here.campaign.get(campaignId)
    if (target === undefined) return
    journal.add({
      ...facts,
      campaignId: target,
      characterId: here.character.get(characterId ?? Number.NaN) ?? null,
      characterName: characters.get(characterId ?? Number.NaN) ?? null,
      role: message.role,
      importId,
    })
  }

  async function addAll(messages: readonly OldMessage[]): Promise<void> {
    signal.throwIfAborted()
    const last = messages.at(-1)
    if (last === undefined) return
    const change = database.transaction(() => {
      for (const message of messages) add(message)
      table.setMessagesThrough(importId, last.id)
    })
    try {
      change.immediate()
    } catch (error) {
      throw databaseError(error)
    }
    await nextTurn()
  }

  let some: OldMessage[] = []
  for (const message of library.messages()) {
    if (message.id <= through) continue
    some.push(message)
    if (some.length < messagesAtOnce) continue
    await addAll(some)
    some = []
  }
  await addAll(some)
}
