import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { findData } from '../../src/main/relocation/location'
import { createMover } from '../../src/main/relocation/mover'
import { sweepUnfinished } from '../../src/main/relocation/unfinished'
import { makeLibrary } from './backup/making'
import { everything, makeDoor } from './backup/restoring'
import { checkLibrary, folderContents } from './check-library'
import { openLibrary } from './library'
import { makeClock } from './records'

/** An empty folder, as on another disk. */
export function makeDisk(prefix = 'castkeeper-disk-'): string {
  return realpathSync(mkdtempSync(join(tmpdir(), prefix)))
}

/** A closed library with six portraits in the folder the app was first started in. */
export async function makeHome(): Promise<string> {
  const home = makeDisk('castkeeper-home-')
  const { database } = await makeLibrary({ dataFolder: home })
  database.close()
  return home
}

/** The parts of a move as the app has them; the door is open, as before every move. */
export function moverAt(home: string, dataFolder = home, { mayMove = true } = {}) {
  const libraryHandle = makeDoor(dataFolder)
  libraryHandle.open()
  const mover = createMover({
    home,
    dataFolder,
    mayMove,
    fileSystem: nodeFileSystem(),
    clock: makeClock(),
    libraryHandle: { seal: () => void libraryHandle.close(), unseal: () => libraryHandle.open() },
    backupFolder: () => join(home, '..', 'backups of tests'),
  })
  return { mover, libraryHandle }
}

/** What a long piece of work is given that nobody watches. */
export const unwatched = { signal: new AbortController().signal, onProgress: () => undefined }

/** Starts as the next start does: follows the pointer, sweeps, and answers where and what it found. */
export async function startAgain(home: string) {
  const place = findData(home)
  if (place.dataFolder === null || !place.isThere) throw new Error('the data is away')
  const { dataFolder } = place
  await sweepUnfinished(home, dataFolder)
  const { database } = openLibrary({ dataFolder })
  const faults = checkLibrary(database, dataFolder)
  const state = {
    rows: everything(database),
    faces: folderContents(join(dataFolder, 'static', 'portraits')),
  }
  database.close()
  return { dataFolder, faults, state }
}
