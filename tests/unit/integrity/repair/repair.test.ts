import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createSnapshot } from '../../../../src/main/backup/snapshots/snapshots'
import { hashesInStore } from '../../../../src/main/integrity/repair/put-back'
import { repair } from '../../../../src/main/integrity/repair/repair'
import type { Finding, Repair } from '../../../../src/shared/integrity'
import { makeLibrary, makeTarget, partsOf } from '../../../support/backup/making'
import { checkLibrary } from '../../../support/check-library'
import { checkedAt, fillLibrary, findingsOf, plant, repairParts } from '../../../support/integrity'
import { fileOf, type Library, picture } from '../../../support/library'

const characters = 'static/portraits/characters'

/** Does these, with nothing typed unless it is said, and answers what came of each. */
async function outcomesOf(
  library: Library,
  repairs: readonly Repair[],
  changes: Parameters<typeof repairParts>[1] = {},
) {
  const order = { repairs: [...repairs], confirmed: null }
  return (await repair(repairParts(library, changes), order)).outcomes
}

/** What the list offers first: to put the bytes that were found where they belong. */
function relinkOf(findings: readonly Finding[]): Repair[] {
  return findings.flatMap((one) =>
    one.kind === 'portrait' && one.found !== null
      ? [{ action: 'relink', portraitId: one.portraitId, path: one.found.path } as const]
      : [],
  )
}

async function expectSound(library: Library): Promise<void> {
  expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  expect(await findingsOf(library)).toEqual([])
}

describe('putting a lost file back', () => {
  test.each([
    ['moved into another folder', `${characters}/tidy/deep/whatever.jpg`],
    ['renamed in its capitals', `${characters}/Character_3.PNG`],
  ])('that was %s: it is moved, not copied', async (_, path) => {
    const library = fillLibrary(3)
    const { path: own = '', id = 0 } = library.filled[1] ?? {}
    mkdirSync(dirname(join(library.dataFolder, path)), { recursive: true })
    renameSync(join(library.dataFolder, own), join(library.dataFolder, path))
    expect(await outcomesOf(library, relinkOf(await findingsOf(library)))).toEqual([null])
    expect(existsSync(join(library.dataFolder, path))).toBe(false)
    expect(library.portraits.find(id)).toMatchObject({ state: 'sound', path: own })
    await expectSound(library)
  })

  test('over what is left of it: that goes to the quarantine', async () => {
    const library = fillLibrary(3)
    const { path = '', id = 0 } = library.filled[1] ?? {}
    renameSync(join(library.dataFolder, path), join(library.dataFolder, `${characters}/kept.png`))
    plant(library, path, 'what is left')
    expect(await outcomesOf(library, relinkOf(await findingsOf(library)))).toEqual([null])
    const { entries } = await library.quarantine.list()
    expect(entries).toMatchObject([{ why: 'harmed', portraitId: id, originalPath: path }])
    await expectSound(library)
  })

  test.each([
    ['a folder', (file: string) => mkdirSync(file)],
    ['a link', (file: string) => symlinkSync('/etc/passwd', file)],
  ])(
    'whose place %s has taken: the row has another path, and nothing is touched',
    async (_, block) => {
      const library = fillLibrary(3)
      const { path = '', id = 0, sha256 } = library.filled[1] ?? {}
      const found = `${characters}/kept.png`
      renameSync(join(library.dataFolder, path), join(library.dataFolder, found))
      block(join(library.dataFolder, path))
      expect(await outcomesOf(library, relinkOf(await findingsOf(library)))).toEqual([null])
      const now = library.portraits.find(id)
      expect(now).toMatchObject({ state: 'sound', sha256 })
      expect(now?.path).not.toBe(path)
      expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
      expect(existsSync(join(library.dataFolder, found))).toBe(false)
      expect((await library.quarantine.list()).entries).toHaveLength(1)
    },
  )

  test('with a name of another alphabet: the row has one of ours then', async () => {
    const library = fillLibrary(3)
    const { path = '', id = 0 } = library.filled[1] ?? {}
    const named = `${characters}/Éowyn.png`
    library.database.prepare('UPDATE portrait SET path = ? WHERE id = ?').run(named, id)
    const decomposed = join(library.dataFolder, named.normalize('NFD'))
    renameSync(join(library.dataFolder, path), decomposed)
    expect(await outcomesOf(library, relinkOf(await findingsOf(library)))).toEqual([null])
    expect(library.portraits.find(id)).toMatchObject({ state: 'sound', path })
    await expectSound(library)
  })

  test('from another portrait of the same picture, or the quarantine: those keep theirs', async () => {
    const library = await makeLibrary()
    const lost = library.portraits.current(library.character)
    if (lost === null) throw new Error('there is a portrait')
    const order = { why: 'harmed', portraitId: lost.id, facts: {} } as const
    const { id } = await library.quarantine.put(lost.path, order)
    const findings = await findingsOf(library)
    expect(findings).toMatchObject([{ found: { where: 'quarantine' } }])
    expect(await outcomesOf(library, relinkOf(findings))).toEqual([null])
    expect((await library.quarantine.list()).entries.map((one) => one.id)).toEqual([id])
    await expectSound(library)
  })

  test('from an automatic backup, by its hash', async () => {
    const library = await makeLibrary()
    const folder = makeTarget()
    await createSnapshot(partsOf(library), { folder, why: 'day' })
    const damaged = library.portraits.current(library.character)
    if (damaged === null) throw new Error('there is a portrait')
    writeFileSync(fileOf(library, damaged), 'harmed')
    expect((await hashesInStore(library.fileSystem, folder)).has(damaged.sha256)).toBe(true)
    const repairs = [{ action: 'take-from-backup', portraitId: damaged.id }] as const
    expect(await outcomesOf(library, repairs, { backupFolder: folder })).toEqual([null])
    await expectSound(library)
    expect((await library.quarantine.list()).entries).toMatchObject([{ why: 'harmed' }])
  })

  test('is refused where the bytes are not its own', async () => {
    const library = fillLibrary(3)
    const { path = '', id = 0 } = library.filled[1] ?? {}
    rmSync(join(library.dataFolder, path))
    plant(library, `${characters}/other.png`, 'other bytes')
    const other = { action: 'relink', portraitId: id, path: `${characters}/other.png` } as const
    expect(await outcomesOf(library, [other])).toEqual(['not-found'])
    expect(existsSync(join(library.dataFolder, other.path))).toBe(true)
  })
})

describe('adopting a file without a row', () => {
  const stray = `${characters}/deep/Old face.png`

  test('adds it to a history, and leaves no second copy', async () => {
    const library = fillLibrary(3)
    const file = plant(library, stray, picture(200))
    const subject = { kind: 'character', id: 2 } as const
    const shown = library.portraits.current(subject)?.id
    expect(await outcomesOf(library, [{ action: 'adopt', path: stray, subject }])).toEqual([null])
    const [adopted] = library.portraits.history(subject)
    expect(adopted).toMatchObject({ source: 'own-file', originalName: 'Old face.png' })
    expect(library.portraits.current(subject)?.id).toBe(shown)
    expect(existsSync(file)).toBe(false)
    expect((await library.quarantine.list()).entries).toMatchObject([{ portraitId: adopted?.id }])
    await expectSound(library)
  })

  test('shows it where nothing was shown before', async () => {
    const library = fillLibrary(3)
    plant(library, stray, picture(200))
    const subject = { kind: 'campaign', id: 1 } as const
    await outcomesOf(library, [{ action: 'adopt', path: stray, subject }])
    expect(library.portraits.current(subject)).not.toBeNull()
  })

  test('keeps it as a loose portrait', async () => {
    const library = fillLibrary(3)
    const file = plant(library, stray, picture(200))
    await outcomesOf(library, [{ action: 'adopt', path: stray, subject: null }])
    const [newest] = library.portraits.ids().toReversed()
    expect(library.portraits.find(newest ?? 0)).toMatchObject({ subject: null, state: 'sound' })
    expect(existsSync(file)).toBe(false)
    await expectSound(library)
  })

  test('refuses what is no picture, and leaves it where it is', async () => {
    const library = fillLibrary(3)
    const file = plant(library, stray, 'not a picture')
    const [code] = await outcomesOf(library, [{ action: 'adopt', path: stray, subject: null }])
    expect(code).toBe('picture-not-supported')
    expect(existsSync(file)).toBe(true)
  })
})

describe('setting files without rows aside', () => {
  test('never takes one that has a row, that is new, or that is none of ours', async () => {
    const library = fillLibrary(3)
    const fresh = plant(library, `${characters}/new.png`, 'on its way')
    utimesSync(fresh, checkedAt, checkedAt)
    const paths = [library.filled[0]?.path ?? '', `${characters}/new.png`, '../x', 'castkeeper.db']
    const repairs = paths.map((path) => ({ action: 'quarantine', path }) as const)
    expect(await outcomesOf(library, repairs, {}).catch((error: unknown) => error)).toMatchObject({
      code: 'check-not-confirmed',
    })
    for (const [at, code] of ['not-found', 'file-still-new', 'not-found', 'not-found'].entries()) {
      expect(await outcomesOf(library, repairs.slice(at, at + 1))).toEqual([code])
    }
    expect(existsSync(fresh)).toBe(true)
  })

  test('fault 107: what was set aside by mistake comes back, even if a row refers to it by then', async () => {
    const library = fillLibrary(30)
    const file = plant(library, `${characters}/stray.png`, 'loved after all')
    await outcomesOf(library, [{ action: 'quarantine', path: `${characters}/stray.png` }])
    expect(existsSync(file)).toBe(false)
    const [entry] = (await library.quarantine.list()).entries
    await library.quarantine.restore([entry?.id ?? ''])
    expect(readFileSync(file, 'utf8')).toBe('loved after all')
  })

  test('fault 107: a file that gets its row while it is moved goes straight back', async () => {
    const library = fillLibrary(30)
    const path = `${characters}/stray.png`
    const file = plant(library, path, 'a face')
    const { rename } = library.fileSystem
    const fileSystem = { ...library.fileSystem, rename }
    const put = library.quarantine.put
    const quarantine = {
      ...library.quarantine,
      put: (...order: Parameters<typeof put>) => {
        library.database.prepare('UPDATE portrait SET path = ? WHERE id = 1').run(path)
        return put(...order)
      },
    }
    await outcomesOf(library, [{ action: 'quarantine', path }], { fileSystem, quarantine })
    expect(existsSync(file)).toBe(true)
  })

  test('a whole folder goes, its portraits and its new files stay', async () => {
    const library = fillLibrary(100)
    for (let number = 0; number < 8; number += 1) {
      plant(library, `${characters}/deep/${number}/stray.png`, `stray ${number}`)
    }
    const folder = { action: 'quarantine-folder', path: characters } as const
    const done = await repair(repairParts(library), { repairs: [folder], confirmed: null })
    expect(done).toEqual({ outcomes: [null], files: 8 })
    await expectSound(library)
    expect((await library.quarantine.list()).entries).toHaveLength(8)
  })

  test('a file that fails stops none of the others', async () => {
    const library = fillLibrary(100)
    const paths = [1, 2, 3].map((number) => `${characters}/stray ${number}.png`)
    for (const path of paths) plant(library, path, path)
    rmSync(join(library.dataFolder, paths[1] ?? ''))
    const repairs = paths.map((path) => ({ action: 'quarantine', path }) as const)
    expect(await outcomesOf(library, repairs)).toEqual([null, 'not-found', null])
  })
})
