import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownMounts } from '../../support/child/own-mounts'
import { runChild } from '../../support/child/run'
import { portraitFolder } from '../../support/library'
import { makeDataFolder } from '../../support/records'

function makeFolders(): { dataFolder: string; folder: string } {
  const dataFolder = makeDataFolder()
  const folder = portraitFolder(dataFolder, 'characters')
  mkdirSync(folder, { recursive: true })
  // So that a process without our rights gets as far as the folder itself.
  for (const path of [dataFolder, join(dataFolder, 'static')]) chmodSync(path, 0o755)
  return { dataFolder, folder }
}

interface TroublePlan {
  readonly trouble: string
  /** A shell line that brings the trouble about; `$folder` is the portrait folder. */
  readonly prepare?: string
  /** What the disk is made to answer where that cannot be done. */
  readonly orElse?: string
}

async function playThrough({ trouble, prepare, orElse }: TroublePlan): Promise<unknown> {
  const { dataFolder, folder } = makeFolders()
  const isMount = prepare?.startsWith('mount') ?? false
  const isReal = prepare !== undefined && (!isMount || ownMounts !== null)
  const shell = ['sh', '-c', `folder="$1"; shift; ${prepare} && exec "$@"`, 'sh', folder]
  const end = await runChild({
    script: 'disk-troubles.ts',
    args: [trouble, dataFolder],
    under: isReal ? [...(isMount ? (ownMounts ?? []) : []), ...shell] : [],
    env: isReal || orElse === undefined ? {} : { CASTKEEPER_FAULT: orElse },
  })
  expect(end.code, end.stderr).toBe(0)
  return JSON.parse(end.lines.join(''))
}

function refusedWith(code: string, details: object = {}) {
  return {
    result: {
      refusal: { code, details: expect.objectContaining({ folder: 'characters', ...details }) },
      left: [],
      currentStayed: true,
      renamed: 'Still writing',
    },
    complaints: [],
  }
}

test('fault 49: a disk of 600 kB says what is needed and free, keeps no half file, and works once freed', async () => {
  const outcome = await playThrough({
    trouble: 'full-disk',
    prepare: 'mount -t tmpfs -o size=600k none "$folder"',
    orElse: 'write:2=ENOSPC',
  })
  const details = { neededBytes: 300_000, freeBytes: expect.any(Number) }
  expect(outcome).toEqual(refusedWith('disk-full', details))
})

test('fault 51: a folder mounted read-only is named, the rest can be written, and it works once mended', async () => {
  const outcome = await playThrough({
    trouble: 'read-only',
    prepare: 'mount --bind "$folder" "$folder" && mount -o remount,ro,bind "$folder"',
    orElse: 'create:1=EROFS',
  })
  expect(outcome).toEqual(refusedWith('folder-not-writable'))
})

test('fault 51: a folder we have no right to is named, and it works once we have it again', async () => {
  const outcome = await playThrough({ trouble: 'no-right' })
  expect(outcome).toEqual(refusedWith('folder-not-writable'))
})

test('fault 52: with 48 file descriptors for everything, 60 portraits are stored and read at once', async () => {
  const outcome = await playThrough({ trouble: 'few-descriptors', prepare: 'ulimit -n 48' })
  expect(outcome).toEqual({ result: { states: ['sound'], added: 60 }, complaints: [] })
})

test('fault 53: a limit on the size of files is told like a full disk', async () => {
  const outcome = await playThrough({ trouble: 'small-files', prepare: 'ulimit -f 1800' })
  expect(outcome).toEqual(refusedWith('disk-full', { neededBytes: 1_000_000 }))
})
