import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { BackupProgress } from '../../shared/backup'
import type { HealthFinding, HealthReport } from '../../shared/health'
import { portraitRows } from '../backup/snapshot'
import { stopIfCancelled } from '../backup/stop'
import type { Clock } from '../database/clock'
import { databaseError } from '../database/database-error'
import { examineDatabase } from '../database/examine'
import type { FileSystem } from '../disk/file-system'
import { systemErrorCode } from '../disk/system-error'
import { folderNames, root } from '../portraits/files'
import type { Portraits } from '../portraits/portraits'
import { measureUsage } from './usage'

export interface CheckParts {
  readonly database: Database
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly portraits: Portraits
  readonly clock: Clock
  readonly lastVerifiedBackupAt: string | null
  /** SHA-256 of portraits that automatic backups hold. */
  readonly hashesInBackups: ReadonlySet<string>
}

export interface CheckOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: BackupProgress) => void
}

/**
 * Looks at the database, at every row's file, and at every file's row. Repairs nothing; the rows of lost
 * and harmed files are flagged, as they are whenever one is shown. Throws AppError `backup-cancelled` and
 * those of the database.
 */
export async function checkData(
  parts: CheckParts,
  { signal, onProgress }: CheckOptions = {},
): Promise<HealthReport> {
  const { dataFolder, clock } = parts
  // Files first: a portrait stored meanwhile has a row then, and no file without one is told of.
  const files = await listFiles(parts)
  const findings = await checkDatabase(dataFolder, signal)
  const rows = portraitRows(parts.database)
  const far = { work: 'check', step: 'portraits', total: rows.length } as const
  const totalBytes = rows.reduce((sum, row) => sum + row.bytes, 0)
  let doneBytes = 0
  for (const [index, row] of rows.entries()) {
    stopIfCancelled(signal)
    const finding = await checkPortrait(parts, row.id, row.name)
    if (finding !== null) findings.push(finding)
    doneBytes += row.bytes
    onProgress?.({ ...far, done: index + 1, doneBytes, totalBytes })
  }
  const known = new Set(rows.map(({ path }) => path))
  for (const file of files) {
    if (known.has(file.path)) continue
    findings.push({ kind: 'file-without-row', ...file, actions: ['quarantine'] })
  }
  return {
    checkedAt: clock().toISOString(),
    verdict: findings.length === 0 ? 'sound' : 'findings',
    findings,
    portraits: rows.length,
    files: files.length,
    usage: await measureUsage(dataFolder),
    lastVerifiedBackupAt: parts.lastVerifiedBackupAt,
  }
}

async function checkDatabase(
  dataFolder: string,
  signal: AbortSignal | undefined,
): Promise<HealthFinding[]> {
  try {
    const path = join(dataFolder, 'castkeeper.db')
    const { integrity, strays } = await examineDatabase(path, signal)
    const findings: HealthFinding[] = []
    if (integrity !== 'ok') {
      findings.push({ kind: 'database-damaged', reason: integrity, actions: ['restore'] })
    }
    if (strays > 0) findings.push({ kind: 'stray-rows', count: strays, actions: ['restore'] })
    return findings
  } catch (error) {
    stopIfCancelled(signal)
    throw databaseError(error)
  }
}

async function checkPortrait(
  { portraits, hashesInBackups }: CheckParts,
  id: number,
  name: string,
): Promise<HealthFinding | null> {
  const portrait = portraits.find(id)
  if (portrait === null) return null
  const { state } = await portraits.read(portrait)
  if (state === 'sound') return null
  const { subject, sha256 } = portrait
  const isCurrent = subject !== null && portraits.current(subject)?.id === id
  const others = subject === null ? [] : portraits.history(subject).filter((one) => one.id !== id)
  const actions: ('take-from-backup' | 'choose-from-history')[] = []
  if (hashesInBackups.has(sha256)) actions.push('take-from-backup')
  if (isCurrent && others.length > 0) actions.push('choose-from-history')
  return { kind: 'portrait', portraitId: id, subject, name, state, isCurrent, actions }
}

async function listFiles({ fileSystem, dataFolder }: CheckParts) {
  const found: { readonly path: string; readonly bytes: number }[] = []
  for (const folder of Object.values(folderNames)) {
    for (const name of await namesIn(fileSystem, join(dataFolder, ...root, folder))) {
      // Unfinished copies are swept at the next start.
      if (name.startsWith('.castkeeper-')) continue
      const path = [...root, folder, name].join('/')
      const entry = await fileSystem.lstat(join(dataFolder, path))
      if (entry.kind === 'file') found.push({ path, bytes: entry.bytes })
    }
  }
  return found
}

async function namesIn(fileSystem: FileSystem, folder: string): Promise<string[]> {
  try {
    return await fileSystem.readdir(folder)
  } catch (error) {
    // Without its folder every portrait of it is told to be missing.
    if (systemErrorCode(error) !== '') return []
    throw error
  }
}
