import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import { storeFolderName } from '../backup/folder-source'
import type { FileSystem } from '../disk/file-system'
import { systemErrorCode } from '../disk/system-error'
import { asDiskError, writeFileWhole } from '../disk/write-file'
import { sha256 } from '../portraits/hash'
import type { Portraits } from '../portraits/portraits'
import type { Quarantine } from '../quarantine/quarantine'

export interface MendParts {
  readonly database: Database
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly portraits: Portraits
  readonly quarantine: Quarantine
  /** The folder of automatic backups. */
  readonly backupFolder: string
}

const filePattern = /^static\/portraits\/(?:gm|characters|loose)\/[^/\\]+$/

/** SHA-256 of the portraits that automatic backups hold; none when their folder is away. */
export async function hashesInStore(backupFolder: string): Promise<Set<string>> {
  try {
    const names = await readdir(join(backupFolder, storeFolderName))
    return new Set(names.map((name) => name.split('.')[0] ?? ''))
  } catch (error) {
    if (systemErrorCode(error) !== '') return new Set()
    throw error
  }
}

/**
 * Puts a lost or harmed portrait's file back from the automatic backups, by its SHA-256; what is left of it
 * goes to the quarantine. Throws AppError `not-found` when no backup holds it whole.
 */
export async function takeFromBackup(parts: MendParts, portraitId: number): Promise<void> {
  const { dataFolder, fileSystem, portraits, backupFolder } = parts
  const portrait = portraits.find(portraitId)
  if (portrait === null) throw new AppError('not-found', { kind: 'portrait', id: portraitId })
  const names = await readdir(join(backupFolder, storeFolderName))
  const name = names.find((one) => one.startsWith(`${portrait.sha256}.`))
  if (name === undefined) throw new AppError('not-found', { kind: 'portrait', id: portraitId })
  const options = { maximumBytes: portrait.bytes }
  const bytes = await fileSystem.readFile(join(backupFolder, storeFolderName, name), options)
  if ((await sha256(bytes)) !== portrait.sha256) {
    throw new AppError('not-found', { kind: 'portrait', id: portraitId })
  }
  const path = join(dataFolder, ...portrait.path.split('/'))
  try {
    if (existsSync(path)) {
      await parts.quarantine.put(portrait.path, { why: 'harmed', portraitId, facts: {} })
    }
    await fileSystem.mkdir(dirname(path))
    await writeFileWhole(fileSystem, path, bytes)
  } catch (error) {
    throw asDiskError(error, { folder: dirname(path), neededBytes: bytes.length })
  }
  await portraits.read(portrait)
}

/** Moves a file that no row knows out of the way. Throws AppError `not-found` for one that has a row. */
export async function quarantineFile(parts: MendParts, path: string): Promise<void> {
  const hasRow = parts.database.prepare('SELECT 1 FROM portrait WHERE path = ?').get(path)
  if (!filePattern.test(path) || path.includes('..') || hasRow !== undefined) {
    throw new AppError('not-found')
  }
  await parts.quarantine.put(path, { why: 'stray', portraitId: null, facts: {} })
}
