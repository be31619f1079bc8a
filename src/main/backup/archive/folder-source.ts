import { basename, dirname, extname, join, posix } from 'node:path'
import { AppError } from '../../../shared/errors'
import { createFastLstat } from '../../core/disk/fast-lstat'
import { plainFileSystem } from '../../core/disk/file-system'
import { openPlain, readPart, readPieces } from '../../core/disk/read-file'
import { lstatAt } from '../../core/disk/stat-at'
import { systemError } from '../../core/disk/system-error'
import { walkFolders } from '../../core/disk/walk'
import { checkEntries } from './check-entries'
import { type Manifest, maximumEntries, maximumManifestBytes, readManifest } from './manifest'
import { manifestName, pathForEntry } from './names'
import type { BackupSource } from './source'
import type { IndexedEntry } from './tar-reader'

/** How deep a backup goes: `portraits_backup_…/characters/`, perhaps in a folder of its own. */
const deepest = 3

/** Where automatic backups keep portraits, beside the folder of all of them. */
export const storeFolderName = 'pictures'

/** The file of a portrait in the store: its SHA-256 and its ending. */
export function storedName(entry: { readonly name: string; readonly sha256: string }): string {
  return `${entry.sha256}${extname(entry.name)}`
}

/**
 * Opens a backup that was unpacked into a folder, or an automatic one, whose portraits are in the store.
 * Throws AppErrors of what is wrong with it, `backup-old-app`, and Node's own errors.
 */
export async function openFolder(path: string): Promise<BackupSource> {
  const entries = checkEntries(await listBelow(path))
  if (!entries.has(manifestName)) {
    const isOld = [...entries.keys()].some((name) => /^database_backup_/.test(name))
    throw new AppError(isOld ? 'backup-old-app' : 'backup-manifest-missing')
  }
  const files = new Map(Array.from(entries, ([name, entry]) => [name, join(path, entry.name)]))
  const sizes = new Map(Array.from(entries, ([name, { bytes }]) => [name, bytes]))
  const store = join(dirname(dirname(path)), storeFolderName)
  const isAutomatic =
    basename(dirname(path)) === 'backups' && (await lstatAt(store))?.isDirectory() === true
  if (isAutomatic) {
    const manifest = await readStoredManifest(join(path, manifestName))
    const look = createFastLstat()
    for (const entry of manifest.entries) {
      if (files.has(entry.name) || pathForEntry(entry.name) === null) continue
      const file = join(store, storedName(entry))
      const bytes = sizeOf(await look(file))
      if (bytes === null) continue
      files.set(entry.name, file)
      sizes.set(entry.name, bytes)
    }
  }
  const opened = async (name: string) => {
    const file = files.get(name)
    if (file === undefined) throw new AppError('backup-entry-missing', { name })
    const { file: handle } = await openPlain(file)
    return { handle, offset: 0, bytes: sizes.get(name) ?? 0 }
  }
  return {
    kind: isAutomatic ? 'automatic' : 'folder',
    path,
    sizes,
    read: async (name, allocate) => {
      const { handle, ...part } = await opened(name)
      try {
        return await readPart(handle, part, allocate)
      } finally {
        await handle.close()
      }
    },
    pieces: async function* (name) {
      const { handle, ...part } = await opened(name)
      try {
        yield* readPieces(handle, part)
      } finally {
        await handle.close()
      }
    },
    close: async () => undefined,
  }
}

/**
 * The manifest of an automatic backup. Throws AppErrors of what is wrong with it, and Node's own errors: ENOTSUP
 * for what is no plain file.
 */
export async function readStoredManifest(path: string): Promise<Manifest> {
  const { file, found } = await openPlain(path, { followLinks: true })
  try {
    const { size } = found
    if (size > maximumManifestBytes) throw new AppError('backup-manifest-damaged')
    return readManifest(await readPart(file, { offset: 0, bytes: size }))
  } finally {
    await file.close()
  }
}

type Found = Pick<IndexedEntry, 'name' | 'kind' | 'bytes'>

async function listBelow(root: string): Promise<Found[]> {
  const found: Found[] = []
  const onClosed = (_path: string, error: unknown): void => {
    // Entries deeper than a backup's are ignored.
    if (error !== null) throw error
  }
  const { list } = plainFileSystem()
  for await (const { path, entries } of walkFolders(list, root, { deepest, onClosed })) {
    for (const { name, kind, bytes } of entries) {
      found.push({ name: posix.join(path, name), kind, bytes: kind === 'file' ? bytes : 0 })
    }
    if (found.length > maximumEntries) {
      throw new AppError('backup-too-many-entries', { maximum: maximumEntries })
    }
  }
  return found
}

/** Null when nothing is there. */
function sizeOf(found: Awaited<ReturnType<typeof lstatAt>>): number | null {
  if (found !== null && !found.isFile()) throw systemError('ENOTSUP', 'not a plain file')
  return found?.size ?? null
}
