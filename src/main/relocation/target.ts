import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import { AppError } from '../../shared/errors'
import { movingOf } from '../core/data-folder'
import {
  readFolderNow,
  realPathOrSame as realPath,
  removeNow,
  replaceSync,
  statNow,
} from '../core/disk/blocking'
import { isSystemFile, isSystemFolder } from '../core/disk/left-by-systems'
import { partialName } from '../core/disk/scratch/names'
import { systemErrorCode } from '../core/disk/system-error'
import { asDiskError } from '../core/disk/write-file'
import { holdsLibrary } from './location'

/** What the folder is called that is made in one that is not empty. */
const ownName = 'Castkeeper'
/** Windows refuses longer paths in places; our longest file below the folder has about 60 characters. */
const longestPath = 190

export interface TargetFacts {
  /** The folder the game master pointed at. */
  readonly chosen: string
  readonly from: string
  readonly home: string
  readonly backupFolder: string
}

export interface Target {
  readonly path: string
  readonly isNew: boolean
}

/**
 * The folder that would take the data: the chosen one when it is empty, or a new one in it. Throws AppError
 * `move-same-place`, `move-inside`, `move-inside-backups`, `move-holds-library`, `move-not-empty`,
 * `move-path-too-long`, `folder-not-writable` and their like.
 */
export function chooseTarget({ chosen, from, home, backupFolder }: TargetFacts): Target {
  const picked = realPath(chosen)
  const names = namesIn(picked)
  if (names === null) throw new AppError('folder-replaced', { folder: basename(picked) })
  const target = isFree(names, picked === realPath(home))
    ? { path: picked, isNew: false }
    : inside(picked, picked === realPath(from))
  refusePlace(target.path, { from, backupFolder })
  if (process.platform === 'win32' && target.path.length > longestPath) {
    throw new AppError('move-path-too-long', { folder: basename(target.path) })
  }
  tryWriting(target.isNew ? dirname(target.path) : target.path)
  return target
}

function inside(picked: string, isFrom: boolean): Target {
  if (isFrom) throw new AppError('move-same-place', { folder: basename(picked) })
  if (holdsLibrary(picked)) throw new AppError('move-holds-library', { folder: basename(picked) })
  const path = join(picked, ownName)
  const names = namesIn(path)
  if (names === null || names.length === 0) return { path, isNew: names === null }
  const folder = basename(path)
  throw new AppError(holdsLibrary(path) ? 'move-holds-library' : 'move-not-empty', { folder })
}

function refusePlace(
  path: string,
  { from, backupFolder }: Pick<TargetFacts, 'from' | 'backupFolder'>,
) {
  const folder = basename(path)
  if (path === realPath(from)) throw new AppError('move-same-place', { folder })
  if (isWithin(path, realPath(from))) throw new AppError('move-inside', { folder })
  if (isWithin(path, realPath(backupFolder))) throw new AppError('move-inside-backups', { folder })
}

/** Whether a path is that folder or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || !(way.startsWith('..') || isAbsolute(way))
}

/** Null for what is not there. Throws AppError `folder-replaced` for what is no folder. */
function namesIn(path: string): string[] | null {
  try {
    const found = statNow(path)
    if (found === null) return null
    if (!found.isDirectory()) {
      throw new AppError('folder-replaced', { folder: basename(path) })
    }
    return readFolderNow(path)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null
    throw asDiskError(error, { folder: path })
  }
}

// The usual folder is where Chromium's things stay; without a library in it, it can take one back. File
// managers leave their notes everywhere, and the root of a disk has a folder of its own.
function isFree(names: readonly string[], isHome: boolean): boolean {
  return names.every(
    (name) =>
      isSystemFile(name) ||
      isSystemFolder(name) ||
      (isHome && ['stays', 'made-again'].includes(movingOf(name))),
  )
}

function tryWriting(folder: string): void {
  const path = join(folder, partialName())
  try {
    replaceSync(path, 'Castkeeper tries whether it may write here.\n')
    removeNow(path)
  } catch (error) {
    throw asDiskError(error, { folder })
  }
}
