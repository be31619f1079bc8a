import { basename, dirname, join } from 'node:path'
import { lstatNow, readHeadSync } from '../../core/disk/blocking'
import { systemErrorCode } from '../../core/disk/system-error'
import { namesByKind, type SourceFolder } from './walk-folders'

export interface FoundDatabase {
  readonly path: string
  readonly kind: 'database' | 'backup' | 'other'
  readonly depth: number
  /** When it was made: as its name says, or as the disk does. In milliseconds. */
  readonly time: number
}

export interface FoundPortraits {
  readonly path: string
  readonly kind: 'static' | 'backup' | 'other'
  readonly depth: number
  /** The time in its name, as digits. */
  readonly stamp: string
  readonly hasPictures: boolean
}

export interface Candidates {
  readonly databases: FoundDatabase[]
  readonly portraits: FoundPortraits[]
}

export const noCandidates = (): Candidates => ({ databases: [], portraits: [] })

const backupName = /^database_backup_(\d{8})_?(\d{6})\.db$/i
const otherName = /\.(?:db|db3|sqlite|sqlite3)$/i

/** Adds the databases of a folder: by the old app's names, and others that are SQLite but not ours. */
export async function addDatabases(
  { databases }: Candidates,
  { path: folder, depth, files }: SourceFolder,
  { onlyKnownNames = false }: { onlyKnownNames?: boolean } = {},
): Promise<void> {
  for (const name of files) {
    const path = join(folder, name)
    const stamp = backupName.exec(name)
    const kind = /^database\.db$/i.test(name) ? 'database' : stamp === null ? 'other' : 'backup'
    if (kind === 'other' && (onlyKnownNames || !otherName.test(name) || !isForeign(path))) continue
    const time = stamp === null ? timeOf(path) : timeOfStamp(`${stamp[1]}${stamp[2]}`)
    databases.push({ path, kind, depth, time })
  }
}

/** The time in a backup's name, `YYYYmmddHHMMSS`, in milliseconds; only ever compared. */
function timeOfStamp(stamp: string): number {
  const [, day, time] = /^(\d{8})(\d{6})$/.exec(stamp) ?? []
  const iso = `${day?.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time?.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`
  const moment = Date.parse(iso)
  return Number.isNaN(moment) ? 0 : moment
}

function timeOf(path: string): number {
  return lstatNow(path)?.mtimeMs ?? 0
}

/** SQLite, and not a library of Castkeeper (`CAST` as `application_id`, SQLite file format §1.3). */
function isForeign(path: string): boolean {
  try {
    const head = readHeadSync(path, 72)
    const isSqlite = head.toString('latin1', 0, 16) === 'SQLite format 3\0'
    return isSqlite && head.toString('latin1', 68, 72) !== 'CAST'
  } catch (error) {
    // An unreadable one is no candidate; it can still be chosen by name, and is reported then.
    if (systemErrorCode(error) !== '') return false
    throw error
  }
}

const oldPicture = /^(?:gm|character)_\d+\.\w+$/i
const kinds = ['gm', 'characters'] as const

/** Adds the folder when it is a portraits folder: by its name, or as it holds `gm` and `characters`. */
export async function addPortraits(
  { portraits }: Candidates,
  { path, depth, folders, files }: SourceFolder,
): Promise<void> {
  const name = basename(path)
  if (depth === 0 && kinds.some((kind) => kind === name.toLowerCase())) {
    // The inner folder itself was chosen.
    if (files.some((file) => oldPicture.test(file))) add(dirname(path), true)
    return
  }
  const inner = folders.filter((folder) => kinds.some((kind) => kind === folder.toLowerCase()))
  const isNamed = isStatic(path) || /^portraits_backup_/i.test(name)
  if (inner.length === 0 && !isNamed) return
  const listed = await Promise.all(inner.map((folder) => namesByKind(join(path, folder))))
  const found = listed.flatMap(({ files }) => files)
  const hasFiles = found.length > 0
  const hasOldFiles = found.some((file) => oldPicture.test(file))
  if (!isNamed && inner.length < kinds.length && !hasOldFiles) return
  add(path, hasFiles)

  function add(folder: string, hasPictures: boolean): void {
    if (portraits.some((known) => known.path === folder)) return
    const stamp = /^portraits_backup_(\d{8})_?(\d{6})/i.exec(basename(folder))
    const isBackup = /^portraits_backup_/i.test(basename(folder))
    portraits.push({
      ...{ path: folder, depth, hasPictures, stamp: stamp ? `${stamp[1]}${stamp[2]}` : '' },
      kind: isStatic(folder) ? 'static' : isBackup ? 'backup' : 'other',
    })
  }
}

const isStatic = (path: string): boolean =>
  /^portraits$/i.test(basename(path)) && /^static$/i.test(basename(dirname(path)))
