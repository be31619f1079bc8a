import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readTextSync } from '../disk/blocking'
import { isAppleDoubleFile, isNamedAppleDouble, isOfSystem } from '../disk/left-by-systems'
import { systemErrorCode } from '../disk/system-error'
import { parseJson } from '../json-file'
import { hasIssuedIds } from './issued-ids'

/** Folders of the data folder in which a new library has no file yet. */
const usedFolders = ['static', 'quarantine', 'inbox', 'imports'] as const

/** Copies of a database, finished or not. */
const copyName = /^(?:daily|before_migration)_.*\.db/

/** What restores and recoveries set aside. */
const asideName = /^(?:before_restore_|castkeeper_set_aside_)/

/**
 * Whether the data folder shows that a library was used in it, even without its database: pictures, copies of
 * the database, files set aside or half written, a note of a backup. What cannot be read counts as a trace.
 */
export function hasTraces(dataFolder: string): boolean {
  if (holdsName(dataFolder, asideName)) return true
  if (holdsName(join(dataFolder, 'backups'), copyName)) return true
  if (wasBackedUp(dataFolder) || hasIssuedIds(dataFolder)) return true
  return usedFolders.some((name) => holdsFile(join(dataFolder, name)))
}

function holdsName(folder: string, pattern: RegExp): boolean {
  return entriesOf(folder).some((entry) => entry === 'closed' || pattern.test(entry.name))
}

function holdsFile(folder: string): boolean {
  return entriesOf(folder).some((entry) => {
    if (entry === 'closed') return true
    if (isOfSystem(entry.name)) return false
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return holdsFile(path)
    return !(isNamedAppleDouble(entry.name) && isAppleDoubleFile(path))
  })
}

function wasBackedUp(dataFolder: string): boolean {
  try {
    const noted = parseJson(readTextSync(join(dataFolder, 'backups.json')))
    if (typeof noted !== 'object' || noted === null) return false
    return ['last', 'lastAutomatic'].some((key) => Reflect.get(noted, key) instanceof Object)
  } catch {
    // Never written or not readable: the other traces decide.
    return false
  }
}

function entriesOf(folder: string): readonly (Dirent | 'closed')[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error)) ? [] : ['closed']
  }
}
