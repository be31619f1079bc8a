import { basename } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { ImportOutcome } from '../../../shared/legacy-import'
import { forEachLimited } from '../../core/tasks/limit'
import { createAddPortraits } from '../../portraits/add-portraits'
import { type ImportRowRecord, subjectOfRow } from '../history/import-table'
import type { OldFindings } from '../old-library'
import { pictureSource, planImport } from './decide'
import { importMessages } from './import-messages'
import { createPictureImporter, type PictureEnd, type WantedPicture } from './import-pictures'
import { createRecordImporter, type ImportedRow } from './import-records'
import { createImportMeter, type ImportContext, type ImportRun, type OldRow } from './import-run'

/** As long as all pictures together are no more, each is decoded before it is believed. */
const provedBytes = 200 * 1024 * 1024

interface OpenRow {
  readonly row: ImportRowRecord
  readonly old: OldRow
}

/**
 * Imports what is left of an import, one campaign at a time: records, then their pictures, each file before
 * its row; then messages, unassigned files, and last the pictures on other computers. Resuming after any end
 * repeats nothing. Throws AppErrors of the disk and the database, `import-source-gone`, and `import-
 * cancelled`.
 */
export async function applyImport(importContext: ImportContext, run: ImportRun): Promise<void> {
  const { table, database } = importContext
  const { importId, findings, decisions, signal } = run
  const open = table.open(importId)
  const all = table.rows(importId)
  const meter = createImportMeter(run, { done: all.length - open.length, total: all.length })
  const records = createRecordImporter(importContext, run)
  const pictures = await createPictureImporter(importContext, run, {
    addPortraits: createAddPortraits(importContext),
    meter,
    isProved: bytesOf(findings) <= provedBytes,
  })
  const links: ImportedRow[] = []

  function wantedOf(imported: ImportedRow): WantedPicture {
    const { row, portrait, subject } = imported
    const source = pictureSource(portrait, decisions)
    if (source === null) throw new TypeError('a row without a picture to bring')
    const isRecovery = source.from === 'file' && source.isRecovery
    return {
      name: row.name,
      subject,
      source,
      makeCurrent: mayShow(importContext, subject),
      originPath: source.from === 'file' ? source.file.path : null,
      settle: (end) => records.settle(imported, { ...end, outcome: outcomeOf(end, isRecovery) }),
    }
  }

  async function importGroup(rows: readonly OpenRow[], campaignId: () => number | null) {
    const wanting = await records.importAll(rows, campaignId, ({ name }) => meter(1, 0, name))
    const isLink = ({ portrait }: ImportedRow) =>
      pictureSource(portrait, decisions)?.from === 'link'
    links.push(...wanting.filter(isLink))
    await pictures.importAll(wanting.filter((row) => !isLink(row)).map(wantedOf))
  }

  /** The campaign for those who have none; made when the first of them comes. */
  function home(): number {
    const known = table.find(importId)?.home_id ?? null
    if (known !== null) return known
    const { campaignless } = decisions
    if (campaignless.kind === 'leave') throw new TypeError('no character is without a campaign')
    const wasMade = campaignless.kind === 'new'
    const id = wasMade
      ? importContext.campaigns.create({ name: campaignless.name }).id
      : importContext.campaigns.read(campaignless.campaignId).id
    const fingerprint = importContext.ours.fingerprint({ kind: 'campaign', id })
    table.setHome(importId, { id, wasMade, fingerprint })
    return id
  }

  const idOfParent = new Map(all.map(({ ordinal, campaign_id }) => [ordinal, campaign_id]))
  for (const { campaign, characters } of inGroups(findRecords(importContext, run, open))) {
    signal.throwIfAborted()
    if (campaign !== null) {
      await importGroup([campaign], () => null)
      idOfParent.set(campaign.row.ordinal, subjectIdOf(importContext, campaign.row))
    }
    const [first] = characters
    if (first === undefined) continue
    const parent = first.row.parent
    await importGroup(characters, () =>
      parent === null ? home() : (idOfParent.get(parent) ?? null),
    )
  }
  if (findings.library !== null) {
    const plan = planImport(findings, decisions, new Map())
    const homeNow = () => database.transaction(home)()
    await importMessages(importContext, run, findings.library, plan, homeNow)
  }
  await pictures.importAll(unassignedOf(importContext, run, open))
  await forEachLimited(links.map(wantedOf), { places: 4 }, (wanted) => pictures.importOne(wanted))
}

function outcomeOf({ came }: PictureEnd, isRecovery: boolean): ImportOutcome {
  if (!came) return 'needs-you'
  return isRecovery ? 'recovered' : 'imported'
}

function bytesOf({ portraits, looseFiles }: OldFindings): number {
  const files = [...portraits.map(({ file }) => file), ...looseFiles]
  return files.reduce((sum, file) => sum + (file?.bytes ?? 0), 0)
}

// A face the game master has chosen since is not covered by an older one.
function mayShow({ portraits }: ImportContext, subject: ImportedRow['subject']): boolean {
  const shown = portraits.current(subject)
  return shown === null || shown.source === 'imported'
}

function subjectIdOf(
  { table }: ImportContext,
  { import_id, ordinal }: ImportRowRecord,
): number | null {
  return table.rowAt(import_id, ordinal)?.campaign_id ?? null
}

/**
 * Finds what the scan knows of each row. The old app may have removed a row since; then there is nothing left
 * to import for it. Throws AppError `import-source-gone` when the database itself is missing.
 */
function findRecords(
  { table }: ImportContext,
  { findings, importId }: ImportRun,
  open: readonly ImportRowRecord[],
) {
  const { library, portraits, source } = findings
  const records = [...(library?.campaigns ?? []), ...(library?.characters ?? [])]
  const found = new Map<string, OldRow>()
  for (const [index, record] of records.entries()) {
    const portrait = portraits[index]
    if (portrait !== undefined) found.set(`${portrait.kind}:${record.id}`, { record, portrait })
  }
  const removedCampaigns = new Set(
    table
      .rows(importId)
      .flatMap(({ kind, removed, ordinal }) =>
        kind === 'campaign' && removed === 1 ? [ordinal] : [],
      ),
  )
  return open.flatMap((row): OpenRow[] => {
    if (row.kind === 'loose') return []
    // Removed for good since the import stopped: resuming must not create it again.
    if (row.removed === 1 || removedCampaigns.has(row.parent ?? -1)) {
      table.settle(row.id, { outcome: 'skipped', reason: null, details: {}, fingerprint: null })
      return []
    }
    if (library === null)
      throw new AppError('import-source-gone', { name: basename(source.chosen) })
    const old = found.get(`${row.kind}:${row.origin_id}`)
    if (old !== undefined) return [{ row, old }]
    const reason = subjectOfRow(row) === null ? null : 'file-missing'
    const outcome = reason === null ? 'skipped' : 'needs-you'
    table.settle(row.id, { outcome, reason, details: {}, fingerprint: row.fingerprint })
    return []
  })
}

interface Group {
  readonly campaign: OpenRow | null
  readonly characters: readonly OpenRow[]
}

/** Each campaign with its characters, in order; those who have none last. */
function inGroups(open: readonly OpenRow[]): readonly Group[] {
  const groups = new Map<number | null, { campaign: OpenRow | null; characters: OpenRow[] }>()
  const groupOf = (key: number | null) => {
    const group = groups.get(key) ?? { campaign: null, characters: [] }
    groups.set(key, group)
    return group
  }
  for (const one of open) {
    if (one.row.kind === 'campaign') groupOf(one.row.ordinal).campaign = one
    else groupOf(one.row.parent).characters.push(one)
  }
  const place = (key: number | null) => key ?? Number.POSITIVE_INFINITY
  return [...groups].sort(([one], [other]) => place(one) - place(other)).map(([, group]) => group)
}

function unassignedOf(
  { table }: ImportContext,
  { findings }: ImportRun,
  open: readonly ImportRowRecord[],
): readonly WantedPicture[] {
  const files = new Map(findings.looseFiles.map((file) => [file.path, file]))
  return open.flatMap((row) => {
    const file = row.kind === 'loose' ? files.get(row.name) : undefined
    if (row.kind !== 'loose') return []
    const wasRemoved = {
      path: row.name,
      bytes: 0,
      modifiedAt: new Date(0),
      format: null,
      harm: null,
    }
    return {
      name: row.name,
      subject: null,
      source: { from: 'file', file: file ?? wasRemoved, isRecovery: false },
      makeCurrent: false,
      originPath: row.name,
      settle: (end) => {
        const isNew = end.came && end.portraitWasMade === true
        const outcome = isNew ? 'imported' : end.came ? 'skipped' : 'needs-you'
        table.settle(row.id, { ...end, outcome, fingerprint: null })
      },
    } satisfies WantedPicture
  })
}
