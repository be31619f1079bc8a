import { existsSync, mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { workPlace } from '../../../../../src/main/backup/swap'
import { inWorkFolder, makeWorkFolder } from '../../../../../src/main/core/disk/scratch/folders'
import { createTranslator, errorSentence } from '../../../../../src/shared/translate'
import { ownMounts } from '../../../../support/child/own-mounts'
import { runChild } from '../../../../support/child/run'
import { appErrorOf } from '../../../../support/errors'
import {
  asOrdinaryUser,
  giveToOrdinaryUser,
  makeReadOnly,
  workAsOrdinaryUser,
} from '../../../../support/ordinary-user'
import { makeDataFolder } from '../../../../support/records'

/** More than any disk has. */
const tooMuch = 2 ** 60

let dataFolder = ''
let temporary = ''

beforeEach(() => {
  dataFolder = makeDataFolder()
  temporary = mkdtempSync(join(tmpdir(), 'castkeeper-temporary-'))
  giveToOrdinaryUser(temporary)
  vi.stubEnv('TMPDIR', temporary)
})

afterEach(() => vi.unstubAllEnvs())

/** Node does not ask the environment where temporary files go while it has another user's rights. */
const ownInTemporary = (): string[] =>
  asOrdinaryUser(() => readdirSync(tmpdir())).filter((name) =>
    name.startsWith(`castkeeper-work-${process.pid}-`),
  )

test('stays in the data folder where there is room', async () => {
  const folder = await makeWorkFolder(workPlace(dataFolder), 1_000)
  expect(dirname(folder.path)).toBe(join(dataFolder, 'work'))
  await folder.remove()
  expect(readdirSync(join(dataFolder, 'work'))).toEqual([])
  expect(readdirSync(temporary)).toEqual([])
})

test('fault 92: where neither disk has the room, the data folder is named, and nothing is left on either', async () => {
  const error = await appErrorOf(makeWorkFolder(workPlace(dataFolder), tooMuch))
  expect(error.toReport()).toMatchObject({
    code: 'backup-no-room',
    details: { folder: basename(dataFolder), context: 'data' },
  })
  expect(Number(error.details.neededBytes)).toBeGreaterThanOrEqual(tooMuch)
  expect(Number(error.details.freeBytes)).toBeGreaterThan(0)
  const sentence = errorSentence(createTranslator('en'), error.toReport())
  expect(sentence).toContain(basename(dataFolder))
  expect(readdirSync(join(dataFolder, 'work'))).toEqual([])
  expect(readdirSync(temporary)).toEqual([])
})

test('goes to the temporary files where the data folder may not be written, for its user alone', async () => {
  makeReadOnly(dataFolder, 'folder')
  const found = await workAsOrdinaryUser(() =>
    inWorkFolder(workPlace(dataFolder), 1_000, async (path) => {
      expect(dirname(path)).toBe(tmpdir())
      expect(statSync(path).mode & 0o777).toBe(0o700)
      return path
    }),
  )
  expect(existsSync(found)).toBe(false)
  expect(readdirSync(dataFolder)).toEqual([])
})

test('fault 51: says of a data folder that may not be written that this is what is wrong, also when the other disk is full', async () => {
  makeReadOnly(dataFolder, 'folder')
  const error = await workAsOrdinaryUser(() =>
    appErrorOf(makeWorkFolder(workPlace(dataFolder), tooMuch)),
  )
  expect(error.toReport()).toEqual({
    code: 'folder-not-writable',
    details: { folder: basename(dataFolder) },
  })
  expect(ownInTemporary()).toEqual([])
})

test('removes what the work left when it fails', async () => {
  const failed = inWorkFolder(workPlace(dataFolder), 1_000, async (path) => {
    mkdirSync(join(path, 'half'))
    throw new Error('halfway')
  })
  await expect(failed).rejects.toThrow('halfway')
  expect(readdirSync(join(dataFolder, 'work'))).toEqual([])
})

// Only where the system allows a process mounts of its own.
describe.runIf(ownMounts !== null)('two real disks', () => {
  const mebibyte = 2 ** 20

  test.each([
    ['both with room', '40m', '40m', { place: 'data', left: [] }],
    ['the data folder’s full', '1m', '40m', { place: 'temporary', left: [] }],
    ['the temporary one full', '40m', '1m', { place: 'data', left: [] }],
  ])('%s', async (_what, data, other, expected) => {
    expect(await makeOn(data, other)).toEqual(expected)
  })

  test('fault 92: both full: told are the free bytes of the data folder’s', async () => {
    const { error, left } = await makeOn('3m', '1m')
    expect(error).toEqual({
      code: 'backup-no-room',
      details: {
        folder: basename(dataFolder),
        context: 'data',
        neededBytes: 17 * mebibyte,
        freeBytes: 3 * mebibyte,
      },
    })
    expect(left).toEqual([])
  })

  async function makeOn(data: string, other: string) {
    const mount = (size: string, at: string) => `mount -t tmpfs -o size=${size} none "$${at}"`
    const shell = `data="$1"; other="$2"; shift 2; ${mount(data, 'data')} && ${mount(other, 'other')} && exec "$@"`
    const end = await runChild({
      script: 'make-work-folder.ts',
      args: [dataFolder, String(mebibyte)],
      under: [...(ownMounts ?? []), 'sh', '-c', shell, 'sh', dataFolder, temporary],
    })
    expect(end.code, end.stderr).toBe(0)
    return JSON.parse(end.lines.join(''))
  }
})
