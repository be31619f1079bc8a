import type { Database } from 'better-sqlite3'
import type { BackupWarning, RestoredSelection, RestoreSelection } from '../../shared/backup'
import type { Subject } from '../../shared/subject'
import type { TaskProgress } from '../../shared/tasks'
import { jsonFacts } from '../core/database/json-columns'
import { addSpendingLines, copySpending } from '../generation/spending/merge'
import type { PlacedPortrait } from '../portraits/add-portraits'
import type { PortraitRow } from '../portraits/rows'
import { copyTagsFrom } from '../tags/copy-tags'
import type { OpenedBackup } from './open-for-restore'
import { restoreJournals, restoreLink, restoreOrder } from './restore-selected-history'
import type { RestoreSelectedParts } from './restore-selected-records'
import { type RestoredRecord, restoreRecords } from './restore-selected-records'

export interface RestoreSelectedOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

/**
 * Takes chosen campaigns and characters out of a backup, with their portraits, the orders these came from,
 * and what is written in their journals: as copies, or over those that are here. Nothing that is here is removed; a portrait that is here already is not taken
 * twice. Portraits that are not what they should be are left out and named. Throws AppError `not-found`,
 * `backup-cancelled` and AppErrors of the disk; copies that are not whole go to the trash then.
 */
export async function restoreSelectedFrom(
  visit: OpenedBackup,
  order: RestoreSelection,
  parts: RestoreSelectedParts,
  { signal, onProgress }: RestoreSelectedOptions = {},
): Promise<RestoredSelection> {
  const records = restoreRecords(visit.database, order, parts)
  const damaged: BackupWarning[] = []
  const libraries = { there: visit.database, here: parts.database }
  let portraits = 0
  let alreadyHere = 0
  let messages = 0
  try {
    for (const [index, record] of records.entries()) {
      signal?.throwIfAborted()
      const taken = await takePortraits(visit, record, parts)
      damaged.push(...taken.damaged)
      portraits += taken.portraits
      alreadyHere += taken.alreadyHere
      const far = { step: 'portraits', doneBytes: 0, totalBytes: 0 } as const
      onProgress?.({ ...far, done: index + 1, total: records.length })
    }
    // What was spent on them stays spent, wherever they are.
    addSpendingLines(parts.database, copySpending(visit.database))
    messages = await restoreJournals(records, { ...libraries, clock: parts.clock }, signal)
  } catch (error) {
    for (const { to, wasMade } of records.toReversed()) {
      if (wasMade) (to.kind === 'campaign' ? parts.campaigns : parts.characters).trash(to.id)
    }
    throw error
  }
  const count = (kind: Subject['kind']) => records.filter(({ to }) => to.kind === kind).length
  return {
    campaigns: count('campaign'),
    characters: count('character'),
    portraits,
    sessions: countSessions(visit.database, records),
    messages,
    alreadyHere,
    harmed: damaged,
  }
}

/** How many sessions the restored campaigns have in the backup: all of them were copied. */
function countSessions(there: Database, records: readonly RestoredRecord[]): number {
  const count = there
    .prepare<[number], number>(
      'SELECT count(*) FROM session WHERE campaign_id = ? AND trashed_at IS NULL',
    )
    .pluck()
  return records
    .filter(({ from }) => from.kind === 'campaign')
    .reduce((sum, { from }) => sum + (count.get(from.id) ?? 0), 0)
}

async function takePortraits(
  visit: OpenedBackup,
  record: RestoredRecord,
  parts: RestoreSelectedParts,
) {
  const { addPortraits, database } = parts
  const { from, to, name } = record
  const rows = visit.database
    .prepare<[number], PortraitRow>(
      `SELECT * FROM portrait WHERE ${from.kind}_id = ? AND trashed_at IS NULL ORDER BY id`,
    )
    .all(from.id)
  const currentId = visit.database
    .prepare<[number], number | null>(`SELECT current_portrait_id FROM ${from.kind} WHERE id = ?`)
    .pluck()
    .get(from.id)
  const damaged: BackupWarning[] = []
  const placed: PlacedPortrait[] = []
  const came: PortraitRow[] = []
  let alreadyHere = 0
  let shown: number | null = null
  for (const row of rows) {
    const here = addPortraits.findSame(to, row.sha256)
    if (here !== null) {
      alreadyHere += 1
      if (row.id === currentId) shown = here
      continue
    }
    const bytes = await visit.readPortrait(row)
    if (bytes === null) {
      damaged.push({ name, path: row.path, state: 'damaged' })
      continue
    }
    came.push(row)
    placed.push(
      await addPortraits.place({
        subject: to,
        bytes,
        sha256: row.sha256,
        format: row.format,
        widthPx: row.width_px,
        heightPx: row.height_px,
        provenance: provenanceOf(row),
        makeCurrent: row.id === currentId,
      }),
    )
  }
  const libraries = { there: visit.database, here: database }
  const remember = database.prepare(
    'UPDATE portrait SET created_at = ?, job_id = ?, starred = ? WHERE id = ?',
  )
  const point = database.prepare(`UPDATE ${to.kind} SET current_portrait_id = ? WHERE id = ?`)
  await addPortraits.enter(placed, (ids) => {
    for (const [index, row] of came.entries()) {
      const id = ids[index]
      if (id === undefined) continue
      const orderId = row.job_id === null ? null : restoreOrder(libraries, row.job_id, to)
      remember.run(row.created_at, orderId, row.starred, id)
      restoreLink(libraries, row.id, id)
      copyTagsFrom(libraries, 'portrait', { from: row.id, to: id })
    }
    if (shown !== null) point.run(shown, to.id)
  })
  return { damaged, portraits: placed.length, alreadyHere }
}

function provenanceOf(row: PortraitRow): PlacedPortrait['provenance'] {
  const { source, original_name, received_sha256, provider, model, prompt, parameters, cost_usd } =
    row
  return {
    source,
    originalName: original_name,
    receivedSha256: received_sha256,
    provider,
    model,
    prompt,
    parameters: jsonFacts(parameters),
    costUsd: cost_usd,
  }
}
