import { linkSync, renameSync, rmSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'
import type { FileSystem } from '../../src/main/core/disk/file-system'

/** Which promise of the disk is broken, to see that somebody relied on it. */
export type BrokenPromise = 'none' | 'sync' | 'syncFolder'

/**
 * A disk whose power can be cut. What was not synced by then is gone: the bytes of a file that was
 * never synced, and the names made in a folder that was not synced after. With a broken promise the
 * disk says "synced" and is not.
 */
export function withPowerLoss(disk: FileSystem, broken: BrokenPromise = 'none') {
  const unsyncedFiles = new Set<string>()
  // What takes each change of a name back, in the order they were made.
  let unsyncedNames: { readonly folder: string; readonly undo: () => void }[] = []

  function made(path: string): void {
    unsyncedNames.push({ folder: dirname(path), undo: () => rmSync(path, { force: true }) })
  }

  const fileSystem: FileSystem = {
    ...disk,
    create: async (path) => {
      const file = await disk.create(path)
      unsyncedFiles.add(path)
      made(path)
      return {
        ...file,
        write: (bytes) => file.write(bytes),
        sync: async () => {
          await file.sync()
          if (broken !== 'sync') unsyncedFiles.delete(path)
        },
        close: () => file.close(),
      }
    },
    link: async (path, secondName) => {
      await disk.link(path, secondName)
      if (unsyncedFiles.has(path)) unsyncedFiles.add(secondName)
      made(secondName)
    },
    rename: async (path, newName) => {
      await disk.rename(path, newName)
      if (unsyncedFiles.delete(path)) unsyncedFiles.add(newName)
      unsyncedNames.push({ folder: dirname(newName), undo: () => renameSync(newName, path) })
    },
    unlink: async (path) => {
      const kept = `${path}.before-power-loss`
      linkSync(path, kept)
      await disk.unlink(path)
      unsyncedNames.push({ folder: dirname(path), undo: () => renameSync(kept, path) })
    },
    syncFolder: async (folder) => {
      await disk.syncFolder(folder)
      if (broken !== 'syncFolder') {
        unsyncedNames = unsyncedNames.filter((change) => change.folder !== folder)
      }
    },
  }

  return {
    fileSystem,
    /** Cuts the power: takes back whatever was never synced. */
    cut(): void {
      for (const path of unsyncedFiles) truncateIfThere(path)
      for (const { undo } of unsyncedNames.reverse()) undo()
      unsyncedNames = []
      unsyncedFiles.clear()
    },
  }
}

function truncateIfThere(path: string): void {
  try {
    truncateSync(path, 0)
  } catch (error) {
    // A name that was removed meanwhile has nothing to lose.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
