import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withFailpoints } from '../../../../src/main/core/disk/failpoints'
import { type FileSystem, plainFileSystem } from '../../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../../src/main/core/disk/node-file-system'
import { createQuarantine } from '../../../../src/main/integrity/quarantine/quarantine'
import { appErrorOf } from '../../../support/errors'
import { makeClock, makeDataFolder } from '../../../support/records'

const stray = 'static/portraits/characters/deep/somebody.png'
const why = { why: 'stray', portraitId: null, facts: { likelyOwner: 'Éowyn' } } as const

function makeQuarantine(dataFolder = makeDataFolder(), fileSystem: FileSystem = nodeFileSystem()) {
  const quarantine = createQuarantine({
    dataFolder,
    fileSystem,
    clock: makeClock(),
    portraitsInNeed: async () => [],
  })
  return { dataFolder, quarantine }
}

function write(dataFolder: string, path: string, text: string): string {
  const file = join(dataFolder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

function manifests(dataFolder: string): string[] {
  const names = readdirSync(join(dataFolder, 'quarantine'), { recursive: true }).map(String)
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(dataFolder, 'quarantine', name))
}

describe('the quarantine', () => {
  test('takes a file out of the way, reports it, and puts it back as it was', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    const file = write(dataFolder, stray, 'a face')
    const entry = await quarantine.put(stray, why)
    expect(existsSync(file)).toBe(false)
    expect(readFileSync(join(dataFolder, entry.path), 'utf8')).toBe('a face')
    expect(await quarantine.list()).toEqual({ entries: [entry], damagedLines: 0, unknownFiles: [] })
    expect(entry).toMatchObject({ ...why, originalPath: stray, bytes: 6 })
    // Another process reads the same from the disk alone.
    expect(await makeQuarantine(dataFolder).quarantine.list()).toMatchObject({ entries: [entry] })
    expect(await quarantine.restore([entry.id])).toEqual([{ id: entry.id, outcome: 'restored' }])
    expect(readFileSync(file, 'utf8')).toBe('a face')
    expect((await quarantine.list()).entries).toEqual([])
  })

  test('puts a file back into a folder that has gone since', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    const file = write(dataFolder, stray, 'a face')
    const { id } = await quarantine.put(stray, why)
    rmSync(join(dataFolder, 'static'), { recursive: true })
    await quarantine.restore([id])
    expect(readFileSync(file, 'utf8')).toBe('a face')
  })

  test('never overwrites what has the place now', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    const file = write(dataFolder, stray, 'a face')
    const entry = await quarantine.put(stray, why)
    write(dataFolder, stray, 'another')
    expect(await quarantine.restore([entry.id])).toEqual([{ id: entry.id, outcome: 'taken' }])
    expect(readFileSync(file, 'utf8')).toBe('another')
    expect(readFileSync(join(dataFolder, entry.path), 'utf8')).toBe('a face')
  })

  test('keeps files of one name apart', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    const entries = []
    for (const text of ['one', 'two', 'three']) {
      write(dataFolder, stray, text)
      entries.push(await quarantine.put(stray, why))
    }
    const texts = entries.map(({ path }) => readFileSync(join(dataFolder, path), 'utf8'))
    expect(texts).toEqual(['one', 'two', 'three'])
    expect((await quarantine.list()).entries).toEqual(entries)
  })

  test('two processes in the same second have a folder each', async () => {
    const { dataFolder } = makeQuarantine()
    const clock = () => new Date('2026-11-27T20:00:00.000Z')
    const fileSystem = nodeFileSystem()
    const [one, two] = [1, 2].map(() =>
      createQuarantine({ dataFolder, fileSystem, clock, portraitsInNeed: async () => [] }),
    )
    write(dataFolder, stray, 'one')
    const first = await one?.put(stray, why)
    write(dataFolder, stray, 'two')
    const second = await two?.put(stray, why)
    expect(first?.id.split('/')[0]).toBe('20261127_200000')
    expect(second?.id.split('/')[0]).toBe('20261127_200000-2')
    expect((await one?.list())?.entries).toHaveLength(2)
  })

  test('removes for good what it is told to, and nothing else', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    write(dataFolder, stray, 'one')
    const one = await quarantine.put(stray, why)
    write(dataFolder, stray, 'two')
    const two = await quarantine.put(stray, why)
    expect(
      await quarantine.remove([one.id, '20200101_000000/0001_x.png', '../castkeeper.db']),
    ).toEqual({ count: 1, bytes: 3, stayed: [] })
    expect((await quarantine.list()).entries).toEqual([two])
  })

  test('a folder whose last file has gone goes too, once it is not written to any more', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    write(dataFolder, stray, 'one')
    const { id } = await quarantine.put(stray, why)
    const later = makeQuarantine(dataFolder).quarantine
    await later.remove([id])
    expect(readdirSync(join(dataFolder, 'quarantine'))).toEqual([])
  })

  test('a name as long as a name can be comes and goes whole', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    const long = `static/portraits/gm/${'é'.repeat(125)}.png`
    const file = write(dataFolder, long, 'a face')
    const { id } = await quarantine.put(long, why)
    await quarantine.restore([id])
    expect(existsSync(file)).toBe(true)
  })

  test('a large file is read piece by piece', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    const file = write(dataFolder, stray, '')
    writeFileSync(file, Buffer.alloc(3_000_000, 7))
    expect((await quarantine.put(stray, why)).bytes).toBe(3_000_000)
  })
})

describe('the quarantine refuses', () => {
  test('a link, also when a folder above is one', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    const outside = makeDataFolder()
    writeFileSync(join(outside, 'own.png'), 'not ours')
    mkdirSync(join(dataFolder, 'static/portraits/gm'), { recursive: true })
    symlinkSync(join(outside, 'own.png'), join(dataFolder, 'static/portraits/gm/link.png'))
    symlinkSync(outside, join(dataFolder, 'static/portraits/out'))
    const link = await appErrorOf(quarantine.put('static/portraits/gm/link.png', why))
    expect(link.code).toBe('not-a-plain-file')
    const below = await appErrorOf(quarantine.put('static/portraits/out/own.png', why))
    expect(below.code).toBe('folder-replaced')
    expect(readFileSync(join(outside, 'own.png'), 'utf8')).toBe('not ours')
  })

  test.each([
    'castkeeper.db',
    'static/portraits',
    '../secrets.json',
    'static/portraits/../../castkeeper.db',
    '/etc/passwd',
    'static/portraits//gm/x.png',
  ])('%s, which is none of the portraits’ files', async (path) => {
    const { dataFolder, quarantine } = makeQuarantine()
    write(dataFolder, 'castkeeper.db', 'the database')
    mkdirSync(join(dataFolder, 'static/portraits/gm'), { recursive: true })
    expect((await appErrorOf(quarantine.put(path, why))).code).toBe('not-found')
  })

  test('a folder, and a file that is not there', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    mkdirSync(join(dataFolder, stray), { recursive: true })
    expect((await appErrorOf(quarantine.put(stray, why))).code).toBe('not-a-plain-file')
    const gone = await appErrorOf(quarantine.put('static/portraits/gm/gone.png', why))
    expect(gone.code).toBe('not-found')
  })

  test('to put a file back through a link', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    write(dataFolder, stray, 'a face')
    const { id } = await quarantine.put(stray, why)
    const outside = makeDataFolder()
    rmSync(join(dataFolder, 'static/portraits/characters'), { recursive: true })
    symlinkSync(outside, join(dataFolder, 'static/portraits/characters'))
    expect((await appErrorOf(quarantine.restore([id]))).code).toBe('folder-replaced')
    expect(readdirSync(outside)).toEqual([])
  })
})

describe('a manifest', () => {
  test('with a line whose file is not there says nothing of it', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    write(dataFolder, stray, 'a face')
    const { path } = await quarantine.put(stray, why)
    rmSync(join(dataFolder, path))
    expect(await quarantine.list()).toEqual({ entries: [], damagedLines: 0, unknownFiles: [] })
  })

  test('damaged by hand costs the damaged lines alone, and they are reported', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    write(dataFolder, stray, 'one')
    const one = await quarantine.put(stray, why)
    write(dataFolder, stray, 'two')
    const two = await quarantine.put(stray, why)
    const [manifest = ''] = manifests(dataFolder)
    const [first = '', second = ''] = readFileSync(manifest, 'utf8').split('\n')
    writeFileSync(manifest, `${first.slice(0, 40)}\n${second}\n`)
    expect(await quarantine.list()).toEqual({
      entries: [two],
      damagedLines: 1,
      unknownFiles: [one.path],
    })
  })

  test.each([
    ['a place outside', { originalPath: '../../.bashrc' }],
    ['a file of another folder', { id: '20200101_000000/0001_somebody.png' }],
    ['a file further up', { id: '../../castkeeper.db' }],
  ])('that was made to name %s is not believed', async (_, change) => {
    const { dataFolder, quarantine } = makeQuarantine()
    write(dataFolder, stray, 'a face')
    const entry = await quarantine.put(stray, why)
    const [manifest = ''] = manifests(dataFolder)
    writeFileSync(manifest, `${JSON.stringify({ ...entry, ...change })}\n`)
    const list = await quarantine.list()
    expect(list).toEqual({ entries: [], damagedLines: 1, unknownFiles: [entry.path] })
    const { id } = { ...entry, ...change }
    expect(await quarantine.restore([id])).toEqual([{ id, outcome: 'gone' }])
  })

  test('that was added to by hand, in a folder made by hand, does no harm', async () => {
    const { dataFolder, quarantine } = makeQuarantine()
    write(dataFolder, stray, 'a face')
    const entry = await quarantine.put(stray, why)
    const [manifest = ''] = manifests(dataFolder)
    appendFileSync(manifest, '[]\nnull\n"x"\n\u0000\n')
    mkdirSync(join(dataFolder, 'quarantine/holiday'))
    const list = await quarantine.list()
    expect(list).toMatchObject({ entries: [entry], damagedLines: 4 })
    expect(list.unknownFiles).toEqual(['quarantine/holiday'])
  })
})

describe('where the portraits are another disk', () => {
  const faulty = (text: string) => withFailpoints(plainFileSystem(), text)

  test('fault 54: a file is copied there and back, and read before the first one goes', async () => {
    const { dataFolder, quarantine } = makeQuarantine(makeDataFolder(), faulty('rename=EXDEV'))
    const file = write(dataFolder, stray, 'a face')
    const entry = await quarantine.put(stray, why)
    expect(existsSync(file)).toBe(false)
    expect(readFileSync(join(dataFolder, entry.path), 'utf8')).toBe('a face')
    const back = makeQuarantine(dataFolder, faulty('rename=EXDEV,link:1=EXDEV')).quarantine
    expect(await back.restore([entry.id])).toEqual([{ id: entry.id, outcome: 'restored' }])
    expect(readFileSync(file, 'utf8')).toBe('a face')
    expect(existsSync(join(dataFolder, entry.path))).toBe(false)
  })

  test('fault 49: after half a line on a full disk the next one is whole', async () => {
    const { dataFolder, quarantine } = makeQuarantine(makeDataFolder(), faulty('write:1=ENOSPC'))
    const file = write(dataFolder, stray, 'a face')
    expect((await appErrorOf(quarantine.put(stray, why))).code).toBe('disk-full')
    expect(readFileSync(file, 'utf8')).toBe('a face')
    const entry = await quarantine.put(stray, why)
    expect(await quarantine.list()).toMatchObject({ entries: [entry], damagedLines: 1 })
  })
})
