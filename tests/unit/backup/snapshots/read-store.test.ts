import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { portraitRows } from '../../../../src/main/backup/database-copy'
import { readStore } from '../../../../src/main/backup/snapshots/read-store'
import { createSnapshot } from '../../../../src/main/backup/snapshots/snapshots'
import {
  listStored,
  noteVerdict,
  tidyStore,
} from '../../../../src/main/backup/snapshots/stored-snapshot'
import { verifyBackup } from '../../../../src/main/backup/verify'
import { createPortraitsInNeed } from '../../../../src/main/portraits/last-copy'
import { AppError } from '../../../../src/shared/errors'
import { makeLibrary, makeTarget, partsOf } from '../../../support/backup/making'
import { appErrorOf } from '../../../support/errors'
import { fileOf, type Library, picture, storePortrait } from '../../../support/library'
import { withPowerLoss } from '../../../support/power-loss'
import { readInPlace } from '../../../support/read-in-place'

readInPlace()

const dayMs = 86_400_000
const begin = Date.UTC(2026, 10, 1, 20)
const dayOf = (day: number) => new Date(begin + day * dayMs)

const storeOn = (library: Library, folder: string, day: number) =>
  createSnapshot({ ...partsOf(library), clock: () => dayOf(day) }, { folder, why: 'day' })

const readOn = (library: Library, folder: string, day: number, leastBytes?: number) =>
  readStore(
    { ...library, clock: () => dayOf(day) },
    { folder, rows: portraitRows(library.database), leastBytes },
  )

async function makeStore() {
  const library = await makeLibrary()
  const folder = makeTarget()
  const made = await storeOn(library, folder, 0)
  const pictures = readdirSync(join(folder, 'pictures')).sort()
  const [name = ''] = pictures
  const portrait = library.portraits
    .ids()
    .map((id) => library.portraits.find(id))
    .find((one) => one?.sha256 === name.slice(0, 64))
  if (portrait === null || portrait === undefined) throw new Error('no such portrait')
  return { library, folder, made, pictures, name, file: fileOf(library, portrait) }
}

function flipByte(file: string): void {
  const bytes = readFileSync(file)
  bytes[20] = (bytes[20] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

/** As rot does it, which no time of the file tells of: as far as the list of readings goes. */
function rot(folder: string, name: string): void {
  flipByte(join(folder, 'pictures', name))
  const path = join(folder, 'pictures-read.json')
  const list = JSON.parse(readFileSync(path, 'utf8'))
  const { mtimeMs: modifiedMs, ctimeMs: changedMs } = statSync(join(folder, 'pictures', name))
  Object.assign(list.pictures[name], { modifiedMs, changedMs })
  writeFileSync(path, JSON.stringify(list))
}

const verdicts = async (folder: string) =>
  (await listStored(folder)).map(({ isVerified, isDamaged }) => ({ isVerified, isDamaged }))

const harms = [
  ['one flipped byte', flipByte],
  ['its end cut off', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 30))],
  ['nothing in it', (file: string) => writeFileSync(file, '')],
  [
    'one flipped byte and its former date',
    (file: string) => {
      const { atime, mtime } = statSync(file)
      flipByte(file)
      utimesSync(file, atime, mtime)
    },
  ],
] as const

describe('the store of automatic backups', () => {
  test.each(harms)('heals a picture with %s from the library', async (_, harm) => {
    const { library, folder, name, made } = await makeStore()
    harm(join(folder, 'pictures', name))
    expect((await listStored(folder))[0], 'never verified before it was read').toMatchObject({
      isVerified: false,
    })
    const next = await storeOn(library, folder, 1)
    await readOn(library, folder, 1)
    expect(await verdicts(folder)).toEqual([
      { isVerified: true, isDamaged: false },
      { isVerified: true, isDamaged: false },
    ])
    for (const one of [made, next]) {
      const path = join(folder, 'backups', one.name)
      expect((await verifyBackup(path, library)).proof).toMatchObject({ portraits: 6 })
    }
  })

  test('marks every backup that lists a picture of which no whole copy is left', async () => {
    const { library, folder, name, file } = await makeStore()
    await storeOn(library, folder, 1)
    flipByte(join(folder, 'pictures', name))
    rmSync(file)
    expect(await readOn(library, folder, 2)).toMatchObject({ healed: [], bad: [name] })
    const marked = { isVerified: false, isDamaged: true }
    expect(await verdicts(folder)).toEqual([marked, marked])
    expect((await storeOn(library, folder, 3)).isVerified, 'nor the next one').toBe(false)
  })

  test('never takes a harmed file of the library for the cure', async () => {
    const { library, folder, name, file } = await makeStore()
    for (const one of [join(folder, 'pictures', name), file]) flipByte(one)
    expect(await readOn(library, folder, 1)).toMatchObject({ healed: [], bad: [name] })
  })

  test('takes the marks away once the library has the picture again', async () => {
    const { library, folder, name, file } = await makeStore()
    const bytes = readFileSync(file)
    flipByte(join(folder, 'pictures', name))
    rmSync(file)
    await readOn(library, folder, 1)
    writeFileSync(file, bytes)
    expect(await readOn(library, folder, 2)).toMatchObject({ healed: [name], bad: [] })
    expect(await verdicts(folder)).toEqual([{ isVerified: true, isDamaged: false }])
  })

  test('leaves the mark of a backup that was found damaged as a whole', async () => {
    const { library, folder, made } = await makeStore()
    await noteVerdict(folder, made.name, { isIntact: false, now: dayOf(0) })
    await readOn(library, folder, 1)
    expect(await verdicts(folder)).toEqual([{ isVerified: false, isDamaged: true }])
  })

  test('is read part by part, what waited longest first, and comes round within two weeks', async () => {
    const { library, folder, pictures } = await makeStore()
    const seen = new Set<string>()
    const watched = {
      ...library,
      fileSystem: {
        ...library.fileSystem,
        digest: (path: string) => {
          seen.add(path)
          return library.fileSystem.digest(path)
        },
      },
    }
    const { read } = await readOn(watched, folder, 1, 1)
    expect(read).toBeLessThan(pictures.length)
    for (let day = 2; day <= 14; day += 1) await readOn(watched, folder, day, 1)
    expect(seen.size).toBe(pictures.length)
  })

  test('is read in one go where no backup was made for a month', async () => {
    const { library, folder, pictures } = await makeStore()
    expect(await readOn(library, folder, 30, 1)).toMatchObject({ read: pictures.length })
  })

  test('finds damage that no date shows when its turn comes', async () => {
    const { library, folder, name } = await makeStore()
    rot(folder, name)
    expect(await readOn(library, folder, 15, 1)).toMatchObject({ healed: [name] })
  })

  test('calls nothing verified that it knows no reading of, until it was read', async () => {
    const { library, folder, made } = await makeStore()
    rmSync(join(folder, 'pictures-read.json'))
    expect((await storeOn(library, folder, 1)).isVerified).toBe(false)
    expect(await verdicts(folder)).toEqual([
      { isVerified: false, isDamaged: false },
      { isVerified: false, isDamaged: false },
    ])
    await verifyBackup(join(folder, 'backups', made.name), library)
    await noteVerdict(folder, made.name, { isIntact: true, now: dayOf(1) })
    expect((await verdicts(folder)).every(({ isVerified }) => isVerified)).toBe(true)
  })

  test('calls a backup not verified whose pictures were last read more than a month before it', async () => {
    const { library, folder } = await makeStore()
    expect((await storeOn(library, folder, 40)).isVerified).toBe(false)
    await readOn(library, folder, 40)
    expect((await verdicts(folder))[0]?.isVerified).toBe(true)
  })

  test('keeps what was read when it is cancelled on its way', async () => {
    const { library, folder, pictures } = await makeStore()
    rmSync(join(folder, 'pictures-read.json'))
    const stop = new AbortController()
    const read = await readStore(library, {
      folder,
      rows: [],
      signal: stop.signal,
      onProgress: ({ done }) => void (done === 2 && stop.abort(new AppError('backup-cancelled'))),
    })
    expect(read.read).toBe(2)
    expect((await readOn(library, folder, 1)).read).toBe(pictures.length)
  })
})

describe('what is written to the store', () => {
  test('is there whole after the power was cut', async () => {
    const library = await makeLibrary()
    const { fileSystem, cut } = withPowerLoss(library.fileSystem)
    const folder = makeTarget()
    const { name } = await createSnapshot(
      { ...partsOf(library), fileSystem },
      { folder, why: 'day' },
    )
    cut()
    const verdict = await verifyBackup(join(folder, 'backups', name), library)
    expect(verdict.proof).toMatchObject({ portraits: 6 })
  })

  test('is compared with what was read: a disk that stores something else is reported', async () => {
    const library = await makeLibrary()
    const folder = makeTarget()
    const fileSystem = {
      ...library.fileSystem,
      create: async (path: string) => {
        const file = await library.fileSystem.create(path)
        if (!path.includes('pictures')) return file
        return {
          ...file,
          write: (bytes: Uint8Array) => file.write(Buffer.from(bytes).fill(7, 20, 21)),
        }
      },
    }
    const storing = createSnapshot({ ...partsOf(library), fileSystem }, { folder, why: 'day' })
    expect((await appErrorOf(storing)).code).toBe('backup-damaged')
    expect(readdirSync(join(folder, 'backups'))).toEqual([])
  })
})

describe('what is cleared away', () => {
  const tidyOn = (library: Library, folder: string, id: string | null, day: number) =>
    tidyStore(folder, {
      library: id,
      now: dayOf(day),
      portraitsInNeed: createPortraitsInNeed(library),
    })

  test('fault 102: is nothing while no backup is verified', async () => {
    const { library, folder, made } = await makeStore()
    for (let day = 1; day < 4; day += 1) await storeOn(library, folder, day / 100)
    rmSync(join(folder, 'pictures-read.json'))
    expect(await tidyOn(library, folder, made.library, 1)).toEqual([])
    await readOn(library, folder, 1)
    expect(await tidyOn(library, folder, made.library, 1)).toHaveLength(3)
  })

  test('fault 102: is nothing for one whose database reads back differently; it is marked, and another stays', async () => {
    const { library, folder, made } = await makeStore()
    const later = await storeOn(library, folder, 0.1)
    const path = join(folder, 'backups', later.name)
    const [database = ''] = readdirSync(path).filter((name) => name.endsWith('.db'))
    flipByte(join(path, database))
    expect(await tidyOn(library, folder, made.library, 1)).toEqual([later.name])
    expect((await listStored(folder)).map(({ name }) => name)).toEqual([made.name])
  })

  test('fault 102: is no real one while the clock is ten years ahead, nor after it was set back to 1970', async () => {
    const { library, folder, made } = await makeStore()
    const real = [made.name]
    for (const day of [1, 2]) real.push((await storeOn(library, folder, day)).name)
    for (const day of [3_650, 3_651, -20_000, -19_999, 3]) {
      await storeOn(library, folder, day)
      await readOn(library, folder, day)
      await tidyOn(library, folder, made.library, day)
    }
    const left = (await listStored(folder)).map(({ name }) => name)
    expect(left).toEqual(expect.arrayContaining(real))
  })

  test('fault 102: is no picture that a harmed portrait needs, though no backup lists it', async () => {
    const { library, folder, made } = await makeStore()
    const { character } = library
    const extra = await storePortrait(library, character, { bytes: picture(99) })
    const second = await storeOn(library, folder, 0.1)
    const name = `${extra.sha256}.png`
    const path = join(folder, 'backups', second.name, 'manifest.json')
    const manifest = JSON.parse(readFileSync(path, 'utf8'))
    manifest.entries = manifest.entries.filter(
      (one: { sha256: string }) => one.sha256 !== extra.sha256,
    )
    writeFileSync(path, JSON.stringify(manifest))
    const old = dayOf(-10)
    utimesSync(join(folder, 'pictures', name), old, old)
    rmSync(fileOf(library, extra))
    expect(await tidyOn(library, folder, made.library, 1)).toEqual([made.name])
    expect(readdirSync(join(folder, 'pictures'))).toContain(name)
  })
})
