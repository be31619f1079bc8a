import { basename, dirname, join, resolve } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { ImportSource } from '../../../shared/legacy-import'
import { realPath, statAt } from '../../core/disk/stat-at'
import { rankDatabases, rankPortraits } from './rank-source'
import {
  addDatabases,
  addPortraits,
  type Candidates,
  type FoundDatabase,
  noCandidates,
} from './source-candidates'
import { asSourceError, namedError } from './source-error'
import { namesByKind, walkSource } from './walk-folders'

/** How far below a chosen folder, and below the folder of a chosen file, is looked. */
const deepestBelowFolder = 10
const deepestBesideFile = 3
/** How many folders above what was chosen are looked into. */
const mostAbove = 3

/**
 * Finds the old app's database and portraits from a folder or a file: below it, and a few folders up.
 * A file that is no archive is taken for the database it was chosen as. Throws AppError
 * `import-nothing-found`, `import-source-gone`, `import-source-unreadable`, `import-cancelled`.
 */
export function findSource(chosen: string, signal?: AbortSignal): Promise<ImportSource> {
  return find(chosen, { signal, mayLookAbove: true })
}

/** As findSource does, but never above the folder: what is there was never the old app's. */
export function findSourceBelow(folder: string, signal?: AbortSignal): Promise<ImportSource> {
  return find(folder, { signal, mayLookAbove: false })
}

async function find(
  chosen: string,
  { signal, mayLookAbove }: { signal?: AbortSignal; mayLookAbove: boolean },
): Promise<ImportSource> {
  const name = basename(chosen)
  try {
    const path = await realPath(resolve(chosen))
    const found = noCandidates()
    const isFolder = (await statAt(path))?.isDirectory() === true
    const named = isFolder ? null : await namedDatabase(path)
    const start = isFolder ? path : dirname(path)
    const deepest = isFolder ? deepestBelowFolder : deepestBesideFile
    for await (const folder of walkSource(start, { deepest, signal })) {
      if (isFolder) await addDatabases(found, folder)
      await addPortraits(found, folder)
    }
    if (mayLookAbove) await lookAbove(found, start, { databases: isFolder })
    return asSource(chosen, found, named)
  } catch (error) {
    throw namedError(asSourceError(error, name), name)
  }
}

/** Replaces the database or the portraits folder that was found. */
export interface Correction {
  readonly what: 'database' | 'portraits'
  readonly path: string
}

/**
 * Puts another database, or another portraits folder or one that holds it, in place of what was found;
 * that one is then listed with the others. Throws as findSource does.
 */
export async function correctSource(
  source: ImportSource,
  { what, path: wanted }: Correction,
): Promise<ImportSource> {
  const name = basename(wanted)
  try {
    const path = await realPath(resolve(wanted))
    if (what === 'database') {
      const database = await namedDatabase(path)
      const others = [source.database, ...source.otherDatabases]
      return { ...source, database, otherDatabases: without(others, database) }
    }
    const found = noCandidates()
    for await (const folder of walkSource(path, { deepest: 3 })) await addPortraits(found, folder)
    const portraits = rankPortraits(found.portraits, null)[0] ?? path
    const others = [source.portraits, ...source.otherPortraits]
    return { ...source, portraits, otherPortraits: without(others, portraits) }
  } catch (error) {
    throw namedError(asSourceError(error, name), name)
  }
}

function without(paths: readonly (string | null)[], taken: string): readonly string[] {
  return [...new Set(paths)].flatMap((path) => (path === null || path === taken ? [] : [path]))
}

/** The database a chosen file is, or belongs to: its log was perhaps taken for it. */
async function namedDatabase(path: string): Promise<string> {
  if (!(await statAt(path))?.isFile()) throw new AppError('import-not-sqlite')
  const main = path.replace(/-(?:wal|shm|journal)$/, '')
  if (main === path) return path
  // A log that came alone: what it says of itself is then reported of it.
  return (await statAt(main))?.isFile() ? main : path
}

async function lookAbove(
  found: Candidates,
  start: string,
  { databases }: { databases: boolean },
): Promise<void> {
  let path = start
  for (let above = 1; above <= mostAbove && dirname(path) !== path; above += 1) {
    const lacksDatabase = databases && found.databases.length === 0
    const lacksPortraits = !found.portraits.some(({ hasPictures }) => hasPictures)
    if (!lacksDatabase && !lacksPortraits) return
    path = dirname(path)
    const folder = { path, depth: -above, ...(await namesByKind(path)) }
    if (lacksDatabase) await addDatabases(found, folder, { onlyKnownNames: true })
    if (!lacksPortraits) continue
    for (const below of folder.folders) {
      if (!/^(?:static|portraits_backup_.*)$/i.test(below)) continue
      const inner = join(path, below)
      await addPortraits(found, { path: inner, depth: -above, ...(await namesByKind(inner)) })
      const portraits = join(inner, 'portraits')
      await addPortraits(found, {
        path: portraits,
        depth: -above,
        ...(await namesByKind(portraits)),
      })
    }
  }
}

function asSource(chosen: string, found: Candidates, named: string | null): ImportSource {
  const databases: readonly FoundDatabase[] = rankDatabases(found.databases)
  const database = named ?? databases[0]?.path ?? null
  const portraits = rankPortraits(found.portraits, database)
  if (database === null && portraits.length === 0) throw new AppError('import-nothing-found')
  const [first = null, ...otherPortraits] = portraits
  const otherDatabases = databases
    .filter(({ path }) => path !== database)
    .toSorted((one, other) => other.time - one.time)
    .map(({ path }) => path)
  return { chosen, database, portraits: first, otherDatabases, otherPortraits }
}
