import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { finishSwap, swapIn } from '../../../src/main/backup/swap'
import { makeLibrary } from '../../support/backup/making'
import { everything, makeDoor } from '../../support/backup/restoring'
import { checkLibrary, folderContents } from '../../support/check-library'
import { picture, storePortrait } from '../../support/library'
import { makeDataFolder } from '../../support/records'
import { type DiskCall, traceDiskCalls } from '../../support/sync-calls'

const order = { from: 'work/new', aside: 'before_restore_20261128_200000' } as const

/** A closed library with another one staged in it, and what both hold. */
async function makeScene() {
  const library = await makeLibrary()
  const old = stateOf(library.dataFolder, everything(library.database))
  library.database.close()
  const other = await makeLibrary()
  await storePortrait(other, other.character, { bytes: picture(99) })
  const staged = stateOf(other.dataFolder, everything(other.database))
  other.database.close()
  const place = join(library.dataFolder, order.from)
  for (const part of ['castkeeper.db', 'static']) {
    cpSync(join(other.dataFolder, part), join(place, part), { recursive: true })
  }
  return { dataFolder: library.dataFolder, old, staged }
}

function stateOf(dataFolder: string, rows: unknown): string {
  return JSON.stringify({ rows, faces: folderContents(join(dataFolder, 'static', 'portraits')) })
}

/** Starts as the next start does, and answers the whole state it finds. */
function startAgain(dataFolder: string): string {
  const libraryHandle = makeDoor(dataFolder)
  libraryHandle.open()
  const state = stateOf(dataFolder, everything(libraryHandle.database()))
  expect(checkLibrary(libraryHandle.database(), dataFolder)).toEqual([])
  libraryHandle.close()
  return state
}

function copyOf(dataFolder: string): string {
  const copy = makeDataFolder()
  cpSync(dataFolder, copy, { recursive: true })
  return copy
}

/** Each call with the data folder taken off its paths. */
function below(dataFolder: string, calls: readonly DiskCall[]): DiskCall[] {
  const short = (path: string) => relative(dataFolder, path)
  return calls.map((call) =>
    call.kind === 'rename'
      ? { ...call, from: short(call.from), to: short(call.to) }
      : { ...call, path: short(call.path) },
  )
}

const nameOf = (call: DiskCall): string => (call.kind === 'rename' ? call.to : call.path)

/** The folders, `.` the data folder, that have had changes of names since they were last synced. */
function unsyncedFolders(calls: readonly DiskCall[]): string[] {
  const folders = new Set<string>()
  for (const call of calls) {
    if (call.kind === 'sync') folders.delete(call.path || '.')
    else if (call.kind !== 'write') folders.add(dirname(nameOf(call)))
  }
  return [...folders]
}

/** The files that have been written since they were last synced, by the names they were given last. */
function unsyncedFiles(calls: readonly DiskCall[]): string[] {
  let files: string[] = []
  for (const call of calls) {
    if (call.kind === 'write') files.push(call.path)
    if (call.kind === 'sync') files = files.filter((path) => path !== call.path)
    if (call.kind === 'rename') files = files.map((path) => (path === call.from ? call.to : path))
    if (call.kind === 'remove') files = files.filter((path) => path !== call.path)
  }
  return files
}

/** What is left when the names changed in one folder since its last sync are lost; false where that cannot be. */
function replayWithout(dataFolder: string, calls: readonly DiskCall[], lost: string): boolean {
  const lastSync = calls.findLastIndex(
    (call) => call.kind === 'sync' && (call.path || '.') === lost,
  )
  const at = (path: string) => join(dataFolder, path)
  try {
    for (const [index, call] of calls.entries()) {
      const isLost = index > lastSync && call.kind !== 'write' && dirname(nameOf(call)) === lost
      if (isLost) continue
      if (call.kind === 'write') writeFileSync(at(call.path), call.text)
      if (call.kind === 'remove') rmSync(at(call.path), { force: true })
      if (call.kind === 'rename') {
        mkdirSync(dirname(at(call.to)), { recursive: true })
        renameSync(at(call.from), at(call.to))
      }
    }
    return true
  } catch {
    // The one change could not have reached the disk without the other.
    return false
  }
}

async function traced(scene: { readonly dataFolder: string }, work: (folder: string) => void) {
  const folder = copyOf(scene.dataFolder)
  return below(
    folder,
    traceDiskCalls(() => work(folder)),
  )
}

/** Cuts the power after every call, once for each folder that may forget, and says how often. */
function cutEverywhere(dataFolder: string, calls: readonly DiskCall[], wanted: string[]): number {
  let tried = 0
  for (let count = 1; count <= calls.length; count += 1) {
    const made = calls.slice(0, count)
    for (const lost of [...unsyncedFolders(made), 'nothing']) {
      const copy = copyOf(dataFolder)
      if (!replayWithout(copy, made, lost)) continue
      if (lost === 'nothing')
        for (const path of unsyncedFiles(made)) writeFileSync(join(copy, path), '')
      tried += 1
      expect(wanted, `after ${count} calls, ${lost} forgotten`).toContain(startAgain(copy))
    }
  }
  return tried
}

test('fault 97: a swap is whole or undone wherever the power goes, and whichever folder forgets', {
  timeout: 60_000,
}, async () => {
  const scene = await makeScene()
  const calls = await traced(scene, (dataFolder) => swapIn({ dataFolder, ...order }))
  expect(calls.filter(({ kind }) => kind === 'rename').length).toBeGreaterThan(4)
  expect(cutEverywhere(scene.dataFolder, calls, [scene.old, scene.staged])).toBeGreaterThan(20)
})

test('fault 97: the same holds for the start that finishes a swap', {
  timeout: 60_000,
}, async () => {
  const scene = await makeScene()
  let steps = 0
  const dieInside = (dataFolder: string) => {
    try {
      swapIn({
        dataFolder,
        ...order,
        onStep: () => {
          steps += 1
          if (steps > 5) throw new Error('dead from here on')
        },
      })
    } catch (error) {
      expect(String(error)).toContain('dead')
    }
  }
  const half = copyOf(scene.dataFolder)
  dieInside(half)
  const calls = await traced({ dataFolder: half }, (dataFolder) => void finishSwap(dataFolder))
  expect(calls.length).toBeGreaterThan(3)
  expect(cutEverywhere(half, calls, [scene.old, scene.staged])).toBeGreaterThan(5)
})
