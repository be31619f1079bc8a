import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { createBackup } from '../../../src/main/backup/create'
import { verifyBackup } from '../../../src/main/backup/verify'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { requireRoom } from '../../../src/main/core/disk/require-room'
import { AppError } from '../../../src/shared/errors'
import { backUp, makeLibrary, makeTarget, partsOf } from '../../support/backup/making'
import { appErrorOf } from '../../support/errors'
import { fileOf, picture, storePortrait } from '../../support/library'
import { withPowerLoss } from '../../support/power-loss'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

const unpack = (archive: string): string => {
  const folder = makeTarget()
  execFileSync('tar', ['-xf', archive, '-C', folder])
  return folder
}

describe('a backup', () => {
  test('is one file that any archive tool opens, with everything in its place', async () => {
    const library = await makeLibrary()
    const made = await backUp(library)
    expect(made.summary.name).toMatch(/^castkeeper_backup_20261122_\d{6}\.tar$/)
    expect(made.summary.counts).toEqual({ campaigns: 1, characters: 2, portraits: 5 })
    expect(made.proof).toMatchObject({ entries: 9, portraits: 6 })
    expect(made.warnings).toEqual([])
    const folder = unpack(made.path)
    const stamp = made.summary.name.slice('castkeeper_backup_'.length, -'.tar'.length)
    expect(readdirSync(folder).sort()).toEqual([
      'README.txt',
      `database_backup_${stamp}.db`,
      'manifest.json',
      `portraits_backup_${stamp}`,
      'settings.json',
    ])
    const portraits = join(folder, `portraits_backup_${stamp}`)
    expect(readdirSync(join(portraits, 'gm'))).toEqual(['gm_1.png'])
    expect(readdirSync(join(portraits, 'characters'))).toHaveLength(5)
    expect(readFileSync(join(portraits, 'characters', 'character_1-2.png'))).toEqual(picture(3))
    const copy = new SQLite(join(folder, `database_backup_${stamp}.db`), { readonly: true })
    expect(copy.pragma('journal_mode', { simple: true })).toBe('delete')
    expect(copy.prepare('SELECT count(*) FROM character').pluck().get()).toBe(2)
    copy.close()
  })

  test('leaves nothing but itself, here and there', async () => {
    const library = await makeLibrary()
    const before = readdirSync(library.dataFolder, { recursive: true }).sort()
    const target = makeTarget()
    const made = await backUp(library, { target })
    expect(readdirSync(target)).toEqual([made.summary.name])
    const now = readdirSync(library.dataFolder, { recursive: true }).sort()
    expect(now.filter((name) => name !== 'work')).toEqual(before)
    expect(readdirSync(join(library.dataFolder, 'work'))).toEqual([])
  })

  test('fault 91: what is edited and added during it leaves it consistent', async () => {
    const library = await makeLibrary()
    const parts = partsOf(library)
    let added = 0
    const during: Promise<unknown>[] = []
    const made = await createBackup(parts, {
      target: makeTarget(),
      onProgress: ({ step }) => {
        if (step !== 'portraits' || added === 3) return
        added += 1
        library.characters.edit(1, { name: `Éowyn ${added}` })
        during.push(storePortrait(library, library.character, { bytes: picture(20 + added) }))
      },
    })
    await Promise.all(during)
    expect(added).toBe(3)
    expect(made.proof?.portraits).toBe(6)
    expect(library.portraits.history(library.character)).toHaveLength(5)
  })

  test('fault 94: completes with warnings that name a lost and a harmed portrait', async () => {
    const library = await makeLibrary()
    const [lost, damaged] = [library.character, library.other].map((subject) =>
      library.portraits.current(subject),
    )
    if (!lost || !damaged) throw new Error('both have portraits')
    rmSync(fileOf(library, lost))
    writeFileSync(fileOf(library, damaged), 'what is left of it')
    const made = await backUp(library)
    expect(made.warnings).toEqual([
      { name: 'Éowyn 🔥 田中', path: lost.path, state: 'missing' },
      { name: 'Grünwald l’Ancien', path: damaged.path, state: 'damaged' },
    ])
    const entry = damaged.path.replace('static/portraits', 'portraits_backup_*')
    const found = execFileSync('tar', ['-xOf', made.path, '--wildcards', entry])
    expect(found.toString()).toBe('what is left of it')
  })

  test('fault 103: holds no key', async () => {
    const library = await makeLibrary()
    writeFileSync(join(library.dataFolder, 'secrets.json'), '{"openai":"sk-very-secret"}')
    const { path } = await backUp(library)
    expect(readFileSync(path).includes('sk-very-secret')).toBe(false)
    expect(execFileSync('tar', ['-tf', path]).toString()).not.toMatch(/secret/)
  })

  test('never takes the place of a file, and two within a second stand side by side', async () => {
    const library = await makeLibrary()
    const target = makeTarget()
    const clock = () => new Date('2026-11-22T20:00:00Z')
    const parts = { ...partsOf(library), clock }
    const one = await createBackup(parts, { target })
    const two = await createBackup(parts, { target })
    expect([one, two].map(({ summary }) => summary.name)).toEqual([
      'castkeeper_backup_20261122_200000.tar',
      'castkeeper_backup_20261122_200000-2.tar',
    ])
    const error = await appErrorOf(createBackup(parts, { target: one.path }))
    expect(error.code).toBe('backup-target-exists')
  })

  test('can be cancelled at any step, and nothing is left', async () => {
    const library = await makeLibrary()
    for (const step of ['database', 'portraits', 'verify']) {
      const target = makeTarget()
      const stop = new AbortController()
      const working = backUp(library, {
        target,
        signal: stop.signal,
        onProgress: (progress) => {
          if (progress.step === step) stop.abort(new AppError('backup-cancelled'))
        },
      })
      expect((await appErrorOf(working)).code).toBe('backup-cancelled')
      expect(readdirSync(target)).toEqual([])
      expect(readdirSync(join(library.dataFolder, 'work'))).toEqual([])
    }
  })
})

describe('where a backup cannot be', () => {
  test.each([
    ['ENOSPC', 'backup-target-full'],
    ['EDQUOT', 'backup-target-full'],
    ['EIO', 'backup-target-gone'],
    ['ENODEV', 'backup-target-gone'],
    ['EFBIG', 'backup-too-large'],
    ['EROFS', 'backup-target-read-only'],
  ])(
    'fault 92: a disk that says %s halfway keeps the old backup and no new one',
    async (says, code) => {
      const library = await makeLibrary()
      const target = makeTarget()
      await backUp(library, { target })
      const before = readdirSync(target)
      for (const call of ['create', 'write:6', 'sync']) {
        const fileSystem = withFailpoints(plainFileSystem(), `${call}=${says}`)
        const parts = { ...partsOf(library), fileSystem }
        expect((await appErrorOf(createBackup(parts, { target }))).code).toBe(code)
        expect(readdirSync(target)).toEqual(before)
      }
      const again = await backUp(library, { target })
      expect(again.proof).not.toBeNull()
    },
  )

  test('fault 92: a folder that is not there is said at once', async () => {
    const library = await makeLibrary()
    const gone = join(makeTarget(), 'usb', 'stick')
    const error = await appErrorOf(backUp(library, { target: gone }))
    expect(error.toReport()).toEqual({ code: 'backup-target-gone', details: { folder: 'usb' } })
  })

  test('fault 92: bytes that come back changed are no backup', async () => {
    const library = await makeLibrary()
    const target = makeTarget()
    const disk = plainFileSystem()
    let pieces = 0
    const fileSystem = {
      ...disk,
      create: async (path: string) => {
        const file = await disk.create(path)
        return {
          write: (bytes: Uint8Array) => {
            pieces += 1
            const isChanged = pieces === 12
            const other = Uint8Array.from(bytes)
            if (isChanged) other[20] = (other[20] ?? 0) ^ 1
            return file.write(other)
          },
          sync: () => file.sync(),
          close: () => file.close(),
        }
      },
    }
    const error = await appErrorOf(createBackup({ ...partsOf(library), fileSystem }, { target }))
    expect(error.code).toBe('backup-damaged')
    expect(readdirSync(target)).toEqual([])
  })
})

test.each([
  ['none', 'whole'],
  ['sync', 'lost'],
  ['syncFolder', 'lost'],
] as const)(
  'fault 93: after a power cut with a disk that breaks %s it is %s',
  async (broken, fate) => {
    const library = await makeLibrary()
    const { fileSystem, cut } = withPowerLoss(plainFileSystem(), broken)
    const { path } = await createBackup(
      { ...partsOf(library), fileSystem },
      { target: makeTarget() },
    )
    cut()
    const { dataFolder, clock } = library
    const verified = await verifyBackup(path, { dataFolder, clock }).then(
      () => 'whole',
      () => 'lost',
    )
    expect(verified).toBe(fate)
  },
)

test('fault 100: what does not fit is refused with both sizes before anything is written', async () => {
  const error = await appErrorOf(requireRoom(makeTarget(), 2 ** 60))
  expect(error.code).toBe('backup-no-room')
  expect(error.details.neededBytes).toBeGreaterThan(2 ** 60 - 1)
  expect(error.details.freeBytes).toBeGreaterThan(0)
})

test('sweeps what a killed backup has left in its folder', async () => {
  const library = await makeLibrary()
  const target = makeTarget()
  const left = join(target, '.castkeeper-999999999-0123456789abcdef.partial')
  writeFileSync(left, 'half')
  const work = join(library.dataFolder, 'work', '999999999-01234567')
  mkdirSync(work, { recursive: true })
  appendFileSync(join(work, 'snapshot.db'), 'half')
  await backUp(library, { target })
  expect(existsSync(left)).toBe(false)
  expect(existsSync(work)).toBe(false)
})
