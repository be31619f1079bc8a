import { dirname, join } from 'node:path'
import { AppError } from '../../../shared/errors'
import type { Portrait } from '../../../shared/portrait'
import { storeFolderName } from '../../backup/archive/folder-source'
import type { FileSystem } from '../../core/disk/file-system'
import { kindOf } from '../../core/disk/kind-at'
import { namesIn } from '../../core/disk/names-in'
import { sha256 } from '../../core/disk/sha256'
import { systemErrorCode } from '../../core/disk/system-error'
import { asDiskError, writeFileWhole } from '../../core/disk/write-file'
import { isPortraitPath } from '../../portraits/files'
import { absolutePath, requireFolders, requirePlainFile } from '../quarantine/library-path'
import { moveBack } from '../quarantine/move'
import type { RepairParts } from './parts'
import { setAside } from './set-aside'
import { hasRow } from './stray'

/** What putting a file back takes. */
export type PutBackParts = Pick<
  RepairParts,
  'dataFolder' | 'fileSystem' | 'portraits' | 'quarantine'
>

const gone = (id: number) => new AppError('not-found', { kind: 'portrait', id })

/** SHA-256 of the portraits that automatic backups hold; none when their folder is away. */
export async function hashesInStore(
  fileSystem: FileSystem,
  backupFolder: string,
): Promise<Set<string>> {
  const names = await namesIn(fileSystem, join(backupFolder, storeFolderName))
  return new Set(names.map((name) => name.split('.')[0] ?? ''))
}

/**
 * Puts a lost or harmed portrait's file back from the automatic backups, by its SHA-256; what is left of it
 * goes to the quarantine. Throws AppError `not-found` when no backup holds it whole.
 */
export async function restoreSelected(parts: RepairParts, portraitId: number): Promise<void> {
  const portrait = requirePortrait(parts, portraitId)
  const folder = join(parts.backupFolder, storeFolderName)
  const names = await parts.fileSystem.readdir(folder).catch((error: unknown) => {
    throw systemErrorCode(error) === '' ? error : gone(portraitId)
  })
  const name = names.find((one) => one.startsWith(`${portrait.sha256}.`))
  if (name === undefined) throw gone(portraitId)
  await putBack(parts, portrait, join(folder, name))
}

/**
 * Restores a portrait from a file that holds its bytes. A file without a row is moved into the portrait's
 * place, or into the quarantine when that is blocked; another portrait's file, or one in the quarantine, is
 * copied. Nothing is overwritten. Throws AppError `not-found` when the bytes are not the portrait's.
 */
export async function relink(parts: RepairParts, portraitId: number, path: string): Promise<void> {
  const { database, dataFolder, fileSystem, portraits, quarantine } = parts
  const portrait = requirePortrait(parts, portraitId)
  const { entries } = await quarantine.list()
  if (entries.some((entry) => entry.path === path)) {
    await putBack(parts, portrait, absolutePath(dataFolder, path))
    return
  }
  const file = await requirePlainFile(fileSystem, dataFolder, path)
  if ((await fileSystem.digest(file)).sha256 !== portrait.sha256) throw gone(portraitId)
  if (hasRow(database, path)) {
    await putBack(parts, portrait, file)
    return
  }
  if ((await makeWay(parts, portrait)) === 'blocked') {
    await putBack(parts, portrait, file)
    await setAside(parts, path, { portraitId })
    return
  }
  await moveBack(fileSystem, file, absolutePath(dataFolder, portrait.path), portrait.sha256)
  await portraits.read(portrait)
}

/**
 * Gives a portrait its own bytes back from a file outside the library; what is left of it goes to the
 * quarantine. Throws AppError `not-found` when they are not its own, and those of the disk.
 */
export async function putFileBack(parts: PutBackParts, id: number, from: string): Promise<void> {
  await putBack(parts, requirePortrait(parts, id), from)
}

function requirePortrait({ portraits }: Pick<RepairParts, 'portraits'>, id: number): Portrait {
  const portrait = portraits.find(id)
  if (portrait === null) throw gone(id)
  return portrait
}

async function putBack(parts: PutBackParts, portrait: Portrait, from: string): Promise<void> {
  const { dataFolder, fileSystem, portraits } = parts
  if ((await portraits.read(portrait)).state === 'sound') return
  const bytes = await fileSystem.readFile(from, { maximumBytes: portrait.bytes })
  if ((await sha256(bytes)) !== portrait.sha256) throw gone(portrait.id)
  const path = absolutePath(dataFolder, portrait.path)
  try {
    if ((await makeWay(parts, portrait)) === 'blocked') {
      await portraits.read(await portraits.moveTo(portrait, bytes))
      return
    }
    await writeFileWhole(fileSystem, path, bytes)
  } catch (error) {
    throw asDiskError(error, { folder: dirname(path), neededBytes: bytes.length })
  }
  await portraits.read(portrait)
}

/**
 * Clears the place of a portrait's file: what is left of it goes to the quarantine. A folder, a link or a
 * file that we may not read is not ours to move; then the place is blocked.
 */
async function makeWay(
  { dataFolder, fileSystem, quarantine }: PutBackParts,
  { id, path }: Portrait,
): Promise<'free' | 'blocked'> {
  if (!isPortraitPath(path)) return 'blocked'
  const place = absolutePath(dataFolder, path)
  await requireFolders(fileSystem, dataFolder, path)
  const there = await kindOf(fileSystem, place)
  if (there === 'nothing') return 'free'
  if (there !== 'file') return 'blocked'
  try {
    await fileSystem.digest(place)
  } catch (error) {
    if (systemErrorCode(error) !== '') return 'blocked'
    throw error
  }
  await quarantine.put(path, { why: 'harmed', portraitId: id, facts: {} })
  return 'free'
}
