import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { listData } from '../../../src/main/relocation/list-files'
import { findData, readLocation } from '../../../src/main/relocation/location'
import { moveData } from '../../../src/main/relocation/move'
import { pointToData } from '../../../src/main/relocation/mover'
import { AppError } from '../../../src/shared/errors'
import { openLibrary } from '../../support/library'
import { makeDisk, makeHome, moverAt, startAgain, unwatched } from '../../support/moving'
import { readInPlace } from '../../support/read-in-place'
import { makeClock } from '../../support/records'

readInPlace()

async function moved(name = 'data') {
  const home = await makeHome()
  writeFileSync(join(home, 'window-state.json'), '{}')
  const before = await startAgain(home)
  const to = join(makeDisk(), name)
  mkdirSync(to)
  const { mover } = moverAt(home)
  const plan = await mover.plan(to)
  const result = await mover.move(unwatched)
  return { home, to, before, plan, result }
}

describe('moving the data', () => {
  test('everything is in the new location, read back, and the previous one is as it was', async () => {
    const { home, to, before, plan, result } = await moved()
    expect(plan).toMatchObject({ to, isNew: false, from: home, kind: 'plain' })
    expect(result).toMatchObject({ to, portraits: 6, harmed: 0, left: 0, files: plan.files })
    const after = await startAgain(home)
    expect(after).toEqual({ ...before, dataFolder: to })
    expect(readdirSync(to)).not.toContain('.castkeeper-moving')
    expect(existsSync(join(home, 'castkeeper.db'))).toBe(true)
    expect(readLocation(home)).toMatchObject({
      dataFolder: to,
      former: [{ folder: home }],
      moving: null,
    })
  })

  test.each([
    'with space',
    'hash#mark',
    '100%25',
    'Зал Ярослава',
    'e\u0301toile',
    `long ${'x'.repeat(200)}`,
  ])('fault 59: it moves into a folder called %j', async (name) => {
    const { home, to, before } = await moved(name)
    expect(await startAgain(home)).toEqual({ ...before, dataFolder: to })
  })

  test('Chromium’s things, the lock and the log stay where they are, and files put there by hand move', async () => {
    const home = await makeHome()
    for (const name of ['window', 'logs', 'Mine']) mkdirSync(join(home, name))
    writeFileSync(join(home, 'window', 'Cookies'), 'chromium')
    writeFileSync(join(home, 'Local State'), 'the key to the secrets')
    writeFileSync(join(home, 'logs', 'castkeeper.log'), 'a line')
    for (const name of ['running', 'window-door.json', 'window.sock'])
      writeFileSync(join(home, name), '')
    writeFileSync(join(home, 'secrets.json'), '{}')
    writeFileSync(join(home, 'Mine', 'notes.txt'), 'by hand')
    symlinkSync('/etc', join(home, 'Mine', 'a link'))
    const to = makeDisk()
    const { mover } = moverAt(home)
    await mover.plan(to)
    expect(await mover.move(unwatched)).toMatchObject({ left: 1 })
    expect(readdirSync(to).sort()).toEqual(['Mine', 'castkeeper.db', 'secrets.json', 'static'])
    expect(readdirSync(join(to, 'Mine'))).toEqual(['notes.txt'])
  })

  test('a portrait that was lost before stays lost, is counted, and stops nothing', async () => {
    const home = await makeHome()
    rmSync(join(home, 'static/portraits/gm/gm_1.png'))
    writeFileSync(join(home, 'static/portraits/characters/character_1.png'), 'harmed')
    const { mover } = moverAt(home)
    await mover.plan(makeDisk())
    expect(await mover.move(unwatched)).toMatchObject({ portraits: 4, harmed: 2 })
  })

  test('cancelled, nothing has moved and nothing is left behind', async () => {
    const home = await makeHome()
    const to = join(makeDisk(), 'Castkeeper')
    const stop = new AbortController()
    const { mover, libraryHandle } = moverAt(home)
    await mover.plan(join(to, '..'))
    const job = {
      signal: stop.signal,
      onProgress: ({ done }: { done: number }) =>
        void (done === 3 && stop.abort(new AppError('backup-cancelled'))),
    }
    await expect(mover.move(job)).rejects.toMatchObject({ code: 'backup-cancelled' })
    expect(existsSync(to)).toBe(false)
    expect(readLocation(home)).toMatchObject({ dataFolder: null, moving: null })
    expect(libraryHandle.database().open).toBe(true)
  })

  test('a byte that reads back differently keeps the previous location', async () => {
    const home = await makeHome()
    const to = makeDisk()
    const { libraryHandle } = moverAt(home)
    const moving = moveData(
      { path: to, isNew: false },
      {
        home,
        from: home,
        fileSystem: nodeFileSystem(),
        clock: makeClock(),
        libraryHandle: {
          seal: () => void libraryHandle.close(),
          unseal: () => libraryHandle.open(),
        },
        onStep: (step) => {
          if (step === 'verify') writeFileSync(join(to, 'static/portraits/gm/gm_1.png'), 'x')
        },
      },
    )
    await expect(moving).rejects.toMatchObject({ code: 'move-not-the-same' })
    expect(findData(home).dataFolder).toBe(home)
    expect(readdirSync(to)).toEqual([])
  })

  test('another program that uses the library keeps it from moving', async () => {
    const home = await makeHome()
    const { mover, libraryHandle } = moverAt(home)
    const other = moverAt(home)
    await mover.plan(makeDisk())
    await expect(mover.move(unwatched)).rejects.toMatchObject({ code: 'backup-library-in-use' })
    expect(libraryHandle.database().open).toBe(true)
    other.libraryHandle.close()
  })
})

describe('where the data may go', () => {
  test.each([
    ['into itself', (home: string) => join(home, 'static'), 'move-inside'],
    ['where it is', (home: string) => home, 'move-same-place'],
    [
      'into the backups',
      (home: string) => join(home, '../backups of tests'),
      'move-inside-backups',
    ],
  ])('not %s', async (_what, where, code) => {
    const home = await makeHome()
    mkdirSync(join(home, '../backups of tests'), { recursive: true })
    const chosen = where(home)
    if (code === 'move-inside') mkdirSync(join(chosen, 'empty'), { recursive: true })
    const { mover } = moverAt(home)
    const wish = code === 'move-inside' ? join(chosen, 'empty') : chosen
    await expect(mover.plan(wish)).rejects.toMatchObject({ code })
  })

  test('not where another library is, nor over the link to where it is', async () => {
    const home = await makeHome()
    const other = await makeHome()
    const link = join(makeDisk(), 'link')
    symlinkSync(home, link)
    const { mover } = moverAt(home)
    await expect(mover.plan(other)).rejects.toMatchObject({ code: 'move-holds-library' })
    await expect(mover.plan(link)).rejects.toMatchObject({ code: 'move-same-place' })
  })

  test('in a folder that is not empty, into a new one of its own', async () => {
    const home = await makeHome()
    const disk = makeDisk()
    writeFileSync(join(disk, 'holiday.jpg'), 'mine')
    const { mover } = moverAt(home)
    expect(await mover.plan(disk)).toMatchObject({ to: join(disk, 'Castkeeper'), isNew: true })
    await mover.move(unwatched)
    expect(findData(home).dataFolder).toBe(join(disk, 'Castkeeper'))
    expect(readFileSync(join(disk, 'holiday.jpg'), 'utf8')).toBe('mine')
  })

  test('a folder named on the command line is not moved', async () => {
    const home = await makeHome()
    const { mover } = moverAt(home, home, { mayMove: false })
    await expect(mover.plan(makeDisk())).rejects.toMatchObject({ code: 'move-named-folder' })
  })
})

describe('the previous location', () => {
  test('is removed: exactly what was copied, and what was put there since stays', async () => {
    const { home, to } = await moved()
    writeFileSync(join(home, 'static', 'new.txt'), 'put there since')
    writeFileSync(join(home, 'window-state.json'), '{"x":1}')
    const { mover } = moverAt(home, to)
    const [former] = mover.previous()
    expect(former).toMatchObject({ folder: home, isChanged: false })
    expect(former?.bytes).toBeGreaterThan(1_000)
    await mover.deletePrevious(home)
    expect(readdirSync(home).sort()).toEqual(['location.json', 'static'])
    expect(readdirSync(join(home, 'static'))).toEqual(['new.txt'])
    expect(mover.previous()).toEqual([])
    expect((await startAgain(home)).faults).toEqual([])
  })

  test('that was used after the move is not let go: what is in it may be newer', async () => {
    const { home, to } = await moved()
    const library = openLibrary({ dataFolder: home })
    library.campaigns.create({ name: 'Written in the old place' })
    library.database.close()
    const { mover } = moverAt(home, to)
    expect(mover.previous()).toMatchObject([{ isChanged: true }])
    await expect(mover.deletePrevious(home)).rejects.toMatchObject({ code: 'move-former-changed' })
    expect(existsSync(join(home, 'castkeeper.db'))).toBe(true)
  })

  test('whose pictures lead to the new ones by a link is not let go', async () => {
    const { home, to } = await moved()
    rmSync(join(home, 'static'), { recursive: true })
    symlinkSync(join(to, 'static'), join(home, 'static'))
    const { mover } = moverAt(home, to)
    await expect(mover.deletePrevious(home)).rejects.toMatchObject({ code: 'move-former-changed' })
    expect((await startAgain(home)).faults).toEqual([])
  })

  test('the library in use is never let go', async () => {
    const { home, to } = await moved()
    await expect(moverAt(home, to).mover.deletePrevious(to)).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('it moves on to a third place, and home again once that is free', async () => {
    const { home, to, before } = await moved()
    const third = makeDisk()
    const second = moverAt(home, to)
    await second.mover.plan(third)
    await second.mover.move(unwatched)
    expect((await startAgain(home)).dataFolder).toBe(third)
    const last = moverAt(home, third)
    expect(last.mover.previous().map(({ folder }) => folder)).toEqual([to, home])
    await expect(last.mover.plan(home)).rejects.toMatchObject({ code: 'move-holds-library' })
    await last.mover.deletePrevious(home)
    await last.mover.deletePrevious(to)
    expect(existsSync(to)).toBe(false)
    expect(await last.mover.plan(home)).toMatchObject({ to: home, isNew: false })
    await last.mover.move(unwatched)
    expect(await startAgain(home)).toEqual({ ...before, dataFolder: home })
  })
})

describe('the pointer', () => {
  test('a disk that is away is never taken for an empty library', async () => {
    const { home, to } = await moved()
    cpSync(to, `${to} elsewhere`, { recursive: true })
    rmSync(to, { recursive: true })
    expect(findData(home)).toMatchObject({ dataFolder: to, isThere: false })
    // What is left of a disk that was unplugged is often its empty folder.
    mkdirSync(to)
    expect(findData(home)).toMatchObject({ dataFolder: to, isThere: false })
    expect(() => pointToData(home, to, makeClock())).toThrow('move-no-library')
    pointToData(home, `${to} elsewhere`, makeClock())
    expect((await startAgain(home)).faults).toEqual([])
  })

  test.each(['', '{"version":1', '{"version":2}', '{"version":1,"dataFolder":"relative"}'])(
    'that reads %j is not taken for “right here”, and is kept when a person says where the data is',
    async (text) => {
      const { home, to } = await moved()
      writeFileSync(join(home, 'location.json'), text)
      expect(findData(home)).toMatchObject({ dataFolder: null, isThere: false })
      pointToData(home, to, makeClock())
      expect(findData(home)).toMatchObject({ dataFolder: to, isThere: true })
      expect(readdirSync(home).filter((name) => name.startsWith('location.bad-'))).toHaveLength(1)
    },
  )

  test('what moves does not hold the pointer, nor lists of earlier moves', async () => {
    const { home } = await moved()
    const { files } = await listData(nodeFileSystem(), home)
    const names = files.map(({ path }) => path).filter((path) => !path.includes('/'))
    expect(names).toEqual(['castkeeper.db', 'window-state.json'])
  })
})
