import {
  appendFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkIntegrity } from '../../../src/main/integrity/check'
import { AppError } from '../../../src/shared/errors'
import { makeLibrary } from '../../support/backup/making'
import { folderContents } from '../../support/check-library'
import { appErrorOf } from '../../support/errors'
import { checkedAt, checkParts, fillLibrary, findingsOf, plant } from '../../support/integrity'
import { fileOf, picture, storePortrait } from '../../support/library'

const characters = 'static/portraits/characters'

describe('checking everything', () => {
  test('a sound library is called so, and its bytes are counted', async () => {
    const library = await makeLibrary()
    const report = await checkIntegrity(checkParts(library))
    expect(report).toMatchObject({ verdict: 'sound', findings: [], portraits: 6, files: 6 })
    expect(report).toMatchObject({ depth: 'thorough', confirmation: null, leftAlone: { count: 0 } })
    expect(report.usage.database).toBeGreaterThan(50_000)
    expect(report.usage.portraits).toBeGreaterThan(300)
  })

  test('names lost and damaged files and files without rows, each with what can be done', async () => {
    const library = await makeLibrary()
    const [lost, damaged] = [library.character, library.other].map((one) =>
      library.portraits.current(one),
    )
    if (!lost || !damaged) throw new Error('there are portraits')
    rmSync(fileOf(library, lost))
    appendFileSync(fileOf(library, damaged), 'x')
    const stray = `${characters}/somebody.png`
    plant(library, stray, 'of nobody')
    const hashesInBackups = new Set([lost.sha256])
    const { verdict, findings } = await checkIntegrity(checkParts(library, { hashesInBackups }))
    expect(verdict).toBe('findings')
    expect(findings).toEqual([
      {
        kind: 'portrait',
        portraitId: lost.id,
        subject: library.character,
        name: 'Éowyn 🔥 田中',
        path: lost.path,
        state: 'missing',
        why: 'missing',
        isCurrent: true,
        isTrashed: false,
        found: null,
        actions: ['take-from-backup', 'choose-from-history'],
      },
      {
        kind: 'portrait',
        portraitId: damaged.id,
        subject: library.other,
        name: 'Grünwald l’Ancien',
        path: damaged.path,
        state: 'damaged',
        why: 'wrong-size',
        isCurrent: true,
        isTrashed: false,
        found: null,
        actions: ['choose-from-history'],
      },
      {
        kind: 'file-without-row',
        path: stray,
        bytes: 9,
        modifiedAt: '2026-11-20T12:00:00.000Z',
        isReadable: true,
        owner: null,
        sameAs: null,
        actions: ['adopt', 'quarantine'],
      },
    ])
  })

  test.each(['quick', 'thorough'] as const)(
    'a %s look changes nothing on the disk',
    async (depth) => {
      const library = fillLibrary(20)
      plant(library, `${characters}/deep/stray.png`, 'nobody')
      rmSync(join(library.dataFolder, library.filled[3]?.path ?? ''))
      const portraits = join(library.dataFolder, 'static')
      const before = folderContents(portraits)
      expect(await findingsOf(library, depth)).toHaveLength(2)
      expect(folderContents(portraits)).toEqual(before)
      expect(existsSync(join(library.dataFolder, 'quarantine'))).toBe(false)
    },
  )

  test('a portrait that is well again is no longer flagged', async () => {
    const library = await makeLibrary()
    const lost = library.portraits.current(library.character)
    if (lost === null) throw new Error('there is a portrait')
    const aside = join(library.dataFolder, 'aside')
    renameSync(fileOf(library, lost), aside)
    await findingsOf(library)
    expect(library.portraits.find(lost.id)?.state).toBe('missing')
    renameSync(aside, fileOf(library, lost))
    expect(await findingsOf(library)).toEqual([])
    expect(library.portraits.find(lost.id)?.state).toBe('sound')
  })

  test.each(['quick', 'thorough'] as const)('a %s look can be cancelled', async (depth) => {
    const library = fillLibrary(3_000)
    const stop = new AbortController()
    setImmediate(() => stop.abort(new AppError('backup-cancelled')))
    const checking = checkIntegrity(checkParts(library), {
      depth,
      signal: stop.signal,
      onProgress: () => stop.abort(new AppError('backup-cancelled')),
    })
    expect((await appErrorOf(checking)).code).toBe('backup-cancelled')
  })
})

describe('what a check finds of the disk', () => {
  test('fault 55: with the folder gone every portrait is missing, and no row is deleted', async () => {
    const library = fillLibrary(20)
    rmSync(join(library.dataFolder, 'static'), { recursive: true })
    const { findings, confirmation } = await checkIntegrity(checkParts(library))
    expect(findings.filter((one) => one.kind === 'portrait' && one.why === 'missing')).toHaveLength(
      20,
    )
    expect(confirmation?.because).toEqual(['folder-empty'])
    expect(library.portraits.ids()).toHaveLength(20)
  })

  test.each(['quick', 'thorough'] as const)(
    'fault 55: a folder replaced by a link is not looked into, even when all is there (%s)',
    async (depth) => {
      const library = fillLibrary(3)
      const folder = join(library.dataFolder, characters)
      renameSync(folder, `${library.dataFolder}/elsewhere`)
      symlinkSync(`${library.dataFolder}/elsewhere`, folder)
      const findings = await findingsOf(library, depth)
      expect(findings.filter(({ kind }) => kind === 'portrait')).toHaveLength(3)
      expect(findings.at(-1)).toEqual({ kind: 'link', path: characters, actions: [] })
    },
  )

  test('fault 56: links and loops are reported, and nothing behind them is', async () => {
    const library = fillLibrary(3)
    const gm = join(library.dataFolder, 'static/portraits/gm')
    mkdirSync(gm, { recursive: true })
    symlinkSync('/etc/passwd', join(gm, 'passwd.png'))
    symlinkSync('..', join(gm, 'loop'))
    symlinkSync('/etc', join(gm, 'etc'))
    const findings = await findingsOf(library)
    expect(
      findings.map((one) => ('path' in one ? `${one.kind} ${one.path}` : one.kind)).sort(),
    ).toEqual(['etc', 'loop', 'passwd.png'].map((name) => `link static/portraits/gm/${name}`))
  })

  test('fault 60: flipped, cut off and emptied are told apart', async () => {
    const library = fillLibrary(4)
    const [flipped, cut, emptied] = library.filled.map(({ path }) => join(library.dataFolder, path))
    writeFileSync(flipped ?? '', Buffer.alloc(library.filled[0]?.bytes ?? 0, 1))
    writeFileSync(cut ?? '', 'x')
    writeFileSync(emptied ?? '', '')
    const why = (await findingsOf(library)).map((one) => one.kind === 'portrait' && one.why)
    expect(why.sort()).toEqual(['empty', 'other-bytes', 'wrong-size'])
  })

  test('fault 104: a file that is younger than a day is left alone, and is no finding', async () => {
    const library = fillLibrary(3)
    const file = plant(library, `${characters}/new.png`, 'on its way')
    const yesterday = new Date(checkedAt.getTime() - 86_300_000)
    utimesSync(file, yesterday, yesterday)
    const report = await checkIntegrity(checkParts(library))
    expect(report).toMatchObject({ verdict: 'sound', leftAlone: { count: 1 } })
  })

  test('fault 64: a file younger than a day is named when its number is above that of any record', async () => {
    const library = fillLibrary(3)
    for (const name of ['character_900.png', 'character_900-2.webp', 'character_2-9.png']) {
      const file = plant(library, `${characters}/${name}`, name)
      utimesSync(file, checkedAt, checkedAt)
    }
    const report = await checkIntegrity(checkParts(library))
    const named = report.findings.map((one) => ('path' in one ? one.path : ''))
    expect(named.sort()).toEqual([
      `${characters}/character_900-2.webp`,
      `${characters}/character_900.png`,
    ])
    expect(report.leftAlone.count).toBe(1)
  })

  // Seen to fail: with the rows read before the disk.
  test('fault 104: a portrait stored while the check runs is no file without a row', async () => {
    const library = await makeLibrary()
    const { list } = library.fileSystem
    let isStored = false
    const fileSystem = {
      ...library.fileSystem,
      list: async (folder: string) => {
        if (!isStored) await storePortrait(library, library.character, { bytes: picture(99) })
        isStored = true
        return list(folder)
      },
    }
    expect((await checkIntegrity(checkParts(library, { fileSystem }))).findings).toEqual([])
    expect(library.portraits.ids()).toHaveLength(7)
  })

  test('a file without a row that is written to while it is read is left alone', async () => {
    const library = fillLibrary(3)
    const file = plant(library, `${characters}/growing.png`, 'first')
    const { list } = library.fileSystem
    const fileSystem = {
      ...library.fileSystem,
      list: async (folder: string) => {
        const entries = await list(folder)
        if (folder.endsWith('characters')) appendFileSync(file, 'more')
        return entries
      },
    }
    const report = await checkIntegrity(checkParts(library, { fileSystem }))
    expect(report.findings).toEqual([])
    expect(report.leftAlone.paths).toEqual([`${characters}/growing.png`])
  })

  test('5,000 strange files are one line each folder, and are not kept in the list', {
    timeout: 120_000,
  }, async () => {
    const library = fillLibrary(10)
    for (let number = 0; number < 50; number += 1) {
      const folder = join(library.dataFolder, characters, 'node_modules', `package ${number}`)
      mkdirSync(folder, { recursive: true })
      for (let file = 0; file < 100; file += 1) writeFileSync(join(folder, `${file}.js`), '')
    }
    const clock = () => new Date(Date.now() + 2 * 86_400_000)
    const { findings, confirmation } = await checkIntegrity(checkParts(library, { clock }))
    expect(findings).toEqual([
      {
        kind: 'files-without-rows',
        path: `${characters}/node_modules`,
        count: 5_000,
        bytes: 0,
        actions: ['quarantine'],
      },
    ])
    expect(confirmation).toMatchObject({ because: ['many-strays'], strays: 5_000 })
  })
})
