import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { AppError } from '../../../src/shared/errors'
import { countOutcomes, openPictureCast, openPictureLibrary } from '../../support/add-pictures'
import { checkLibrary } from '../../support/check-library'
import { appErrorOf } from '../../support/errors'
import { folderOf } from '../../support/folder-of'
import { zip } from '../../support/legacy/zip'
import { picture, storePortrait } from '../../support/library'
import { plainImageSandbox } from '../../support/plain-image-sandbox'
import { openTasks } from '../../support/tasks'

describe('pictures added as new characters', () => {
  test('make one each, named after its file, with its face', async () => {
    const { add, campaignId, cast, shown, sound } = openPictureCast([])
    const folder = folderOf({
      'heroes/elowen_silverleaf-02.png': picture(1),
      'heroes/deep/Vorn.png': picture(2),
      '.png': picture(3),
    })
    const added = await add({ way: 'new', campaignId }, folder)
    expect(countOutcomes(added)).toEqual({ added: 3 })
    expect(cast().map(({ name }) => name)).toEqual(['Unnamed 1', 'Vorn', 'Elowen Silverleaf'])
    for (const { id, portrait } of cast()) {
      expect(portrait).toMatchObject({ source: 'own-file' })
      expect(shown(id)?.path).toBe(`static/portraits/characters/character_${id}.png`)
    }
    expect(sound()).toEqual([])
  })

  test('are recognized when they are added again, whatever their files are called by then', async () => {
    const { add, campaignId, cast } = openPictureCast([])
    const folder = folderOf({ 'elowen.png': picture(1), 'elowen copy.png': picture(1) })
    const first = await add({ way: 'new', campaignId }, folder)
    expect(first.rows.map(({ outcome, name }) => [outcome, name])).toEqual([
      ['added', 'Elowen'],
      ['same', 'Elowen'],
    ])
    renameSync(join(folder, 'elowen.png'), join(folder, 'somebody else.png'))
    expect(countOutcomes(await add({ way: 'new', campaignId }, folder))).toEqual({ same: 2 })
    expect(cast()).toHaveLength(1)
  })

  test('are recognized although something was taken out of them, or their compressed file is another', async () => {
    const { add, campaignId, database } = openPictureCast([])
    const withTail = Buffer.concat([picture(1), Buffer.from('more than the picture')])
    const folder = folderOf({ 'elowen.png': withTail })
    const first = await add({ way: 'new', campaignId }, folder)
    expect(first.rows[0]?.notices).toEqual(['tail-removed'])
    expect(countOutcomes(await add({ way: 'new', campaignId }, folder))).toEqual({ same: 1 })
    database.exec(`UPDATE portrait SET received_sha256 = NULL`)
    expect(countOutcomes(await add({ way: 'new', campaignId }, folder))).toEqual({ added: 1 })
  })

  test('of another campaign are new in this one', async () => {
    const { add, campaignId, campaigns } = openPictureCast([])
    const folder = folderOf({ 'elowen.png': picture(1) })
    await add({ way: 'new', campaignId: campaigns.create({ name: 'Before' }).id }, folder)
    expect(countOutcomes(await add({ way: 'new', campaignId }, folder))).toEqual({ added: 1 })
  })

  test('never get an id that another character has got since', async () => {
    const { add, campaignId, characters, sound, cast } = openPictureCast([])
    const folder = folderOf({ 'a.png': picture(1), 'b.png': picture(2) })
    const adding = add({ way: 'new', campaignId }, folder)
    const other = characters.create({ campaignId, name: 'Typed meanwhile' })
    await adding
    expect(new Set(cast().map(({ id }) => id)).size).toBe(3)
    expect(characters.read(other.id).name).toBe('Typed meanwhile')
    expect(sound()).toEqual([])
  })
})

describe('pictures matched by name', () => {
  test('become the portraits of the people of these names; others are kept unassigned', async () => {
    const { add, campaignId, ids, shown, sound } = openPictureCast([
      'Élowen Silverleaf',
      'Vorn',
      'Vorn',
    ])
    const folder = folderOf({
      'elowen_silverleaf-02.png': picture(1),
      'Vorn.png': picture(2),
      'nobody here.png': picture(3),
    })
    const added = await add({ way: 'match', campaignId }, folder)
    expect(added.rows.map(({ outcome, name, namesakes }) => [outcome, name, namesakes])).toEqual([
      ['matched', 'Élowen Silverleaf', null],
      ['kept', null, 'none'],
      ['kept', null, 'several'],
    ])
    expect(shown(ids[0] ?? 0)?.originalName).toBe('elowen_silverleaf-02.png')
    expect(shown(ids[1] ?? 0)).toBeNull()
    expect(countOutcomes(await add({ way: 'match', campaignId }, folder))).toEqual({ same: 3 })
    expect(sound()).toEqual([])
  })

  test('show the first of several, also when it was here before', async () => {
    const { add, campaignId, ids, shown } = openPictureCast(['Elowen'])
    const [id = 0] = ids
    const folder = folderOf({ 'elowen-1.png': picture(1), 'elowen-2.png': picture(2) })
    await add({ way: 'match', campaignId }, folder)
    expect(shown(id)?.originalName).toBe('elowen-1.png')
    writeFileSync(join(folder, 'elowen-3.png'), picture(3))
    expect(countOutcomes(await add({ way: 'match', campaignId }, folder))).toEqual({
      same: 2,
      matched: 1,
    })
    expect(shown(id)?.originalName).toBe('elowen-1.png')
  })

  test('take their place in a history that is limited', async () => {
    const { add, campaignId, ids, portraits, undo, ...library } = openPictureCast(['Elowen'], {
      portraitsKept: 2,
    })
    const subject = { kind: 'character', id: ids[0] ?? 0 } as const
    for (const number of [1, 2]) {
      await storePortrait({ portraits }, subject, { bytes: picture(number) })
    }
    const folder = folderOf({ 'elowen.png': picture(3) })
    const before = portraits.current(subject)?.id
    const added = await add({ way: 'match', campaignId }, folder)
    expect(portraits.history(subject).map(({ originalName }) => originalName)).toEqual([
      'elowen.png',
      null,
    ])
    expect(undo(added.change)).toEqual({ isWhole: true })
    expect(portraits.history(subject)).toHaveLength(2)
    expect(portraits.current(subject)?.id).toBe(before)
    expect(library.sound()).toEqual([])
  })
})

describe('pictures kept unassigned', () => {
  test('are not stored again when a character has got them since', async () => {
    const { add, campaignId } = openPictureCast(['Elowen'])
    const folder = folderOf({ 'a.png': picture(1) })
    const kept = await add({ way: 'keep' }, folder)
    expect(kept.rows[0]).toMatchObject({ outcome: 'kept', subject: null, namesakes: null })
    expect(countOutcomes(await add({ way: 'new', campaignId }, folder))).toEqual({ added: 1 })
    expect(countOutcomes(await add({ way: 'keep' }, folder))).toEqual({ same: 1 })
  })

  test('of which two are the same once they are cleaned are kept once', async () => {
    const { add, sound } = openPictureCast([])
    const tailed = (text: string) => Buffer.concat([picture(1), Buffer.from(text)])
    const folder = folderOf({ 'a.png': tailed('one'), 'b.png': tailed('other') })
    const added = await add({ way: 'keep' }, folder)
    expect(countOutcomes(added)).toEqual({ kept: 1, same: 1 })
    expect(sound()).toEqual([])
  })
})

test('several pictures for one person are their portraits, and the first is shown', async () => {
  const { add, ids, portraits } = openPictureCast(['Elowen'])
  const subject = { kind: 'character', id: ids[0] ?? 0 } as const
  const folder = folderOf({ 'a.png': picture(1), 'b.png': picture(2) })
  expect(countOutcomes(await add({ way: 'subject', subject }, folder))).toEqual({ matched: 2 })
  expect(portraits.history(subject)).toHaveLength(2)
  expect(portraits.current(subject)?.originalName).toBe('a.png')
})

describe('one undo', () => {
  test('takes all of it back, and redo does it again', async () => {
    const { add, campaignId, ids, shown, cast, portraits, undo, redo, sound } = openPictureCast([
      'Vorn',
    ])
    const [id = 0] = ids
    const former = await storePortrait({ portraits }, { kind: 'character', id })
    const folder = folderOf({ 'vorn.png': picture(2), 'other.png': picture(3) })
    const { change } = await add({ way: 'match', campaignId }, folder)
    const made = (await add({ way: 'new', campaignId }, folderOf({ 'x.png': picture(4) }))).change
    expect(undo(made)).toEqual({ isWhole: true })
    expect(cast()).toHaveLength(1)
    expect(undo(change)).toEqual({ isWhole: true })
    expect(shown(id)?.id).toBe(former.id)
    const [keptId = 0] = change.portraitIds
    expect(portraits.find(keptId)?.trashedAt).not.toBeNull()
    redo(change)
    redo(made)
    expect(shown(id)?.originalName).toBe('vorn.png')
    expect(portraits.find(keptId)?.trashedAt).toBeNull()
    expect(cast().map(({ name }) => name)).toEqual(['Vorn', 'X'])
    expect(sound()).toEqual([])
  })

  test('leaves a face that was chosen since, and says so', async () => {
    const { add, campaignId, ids, shown, undo, portraits } = openPictureCast(['Vorn'])
    const subject = { kind: 'character', id: ids[0] ?? 0 } as const
    const { change } = await add({ way: 'match', campaignId }, folderOf({ 'vorn.png': picture(2) }))
    const chosen = await storePortrait({ portraits }, subject, { bytes: picture(3) })
    expect(undo(change)).toEqual({ isWhole: false })
    expect(shown(subject.id)?.id).toBe(chosen.id)
  })
})

describe('an archive of pictures', () => {
  test('is read as a folder is', async () => {
    const { add, campaignId, cast } = openPictureCast([])
    const bytes = zip([
      { name: 'art/elowen.png', bytes: picture(1) },
      { name: 'art/deep/vorn.png', bytes: picture(2) },
      { name: '__MACOSX/art/._elowen.png', bytes: Buffer.from('left') },
      { name: 'art/read me.txt', bytes: Buffer.from('text') },
    ])
    const added = await add(
      { way: 'new', campaignId },
      join(folderOf({ 'art.zip': bytes }), 'art.zip'),
    )
    expect(countOutcomes(added)).toEqual({ added: 2, refused: 1 })
    expect(added.rows.map(({ file }) => file)).toContain('art.zip/art/elowen.png')
    expect(cast().map(({ name }) => name)).toEqual(['Vorn', 'Elowen'])
  })

  test('that is damaged is refused as a whole, by its name', async () => {
    const { add, campaignId } = openPictureCast([])
    const bytes = zip([{ name: 'a.png', bytes: picture(1) }]).subarray(0, 60)
    const path = join(folderOf({ 'art.zip': bytes }), 'art.zip')
    const error = await appErrorOf(add({ way: 'new', campaignId }, path))
    expect(error).toMatchObject({ code: 'import-archive-damaged', details: { name: 'art.zip' } })
  })
})

describe('while it runs', () => {
  test('it is cancelled with a report of what was added, and goes on from there', async () => {
    const tasks = openTasks()
    const plain = plainImageSandbox()
    let developed = 0
    const { add, campaignId, sound } = openPictureCast([], {
      tasks,
      imageSandbox: {
        ...plain,
        develop: (order) => {
          developed += 1
          if (developed === 100) tasks.cancel('add-pictures')
          return plain.develop(order)
        },
      },
    })
    const files = Object.fromEntries(
      Array.from({ length: 150 }, (_, number) => [`${number}.png`, picture(number)]),
    )
    const folder = folderOf(files)
    const first = await add({ way: 'new', campaignId }, folder)
    expect(first).toMatchObject({ isCancelled: true, error: null })
    expect(first.notReached + first.rows.length).toBe(150)
    expect(first.notReached).toBeGreaterThan(0)
    const second = await add({ way: 'new', campaignId }, folder)
    expect(countOutcomes(second)).toEqual({ same: first.rows.length, added: first.notReached })
    expect(sound()).toEqual([])
  })

  test('a full disk ends it with what was added, and it goes on once there is room', async () => {
    const files = Array.from({ length: 12 }, (_, number) => [`${number}.png`, picture(number)])
    const folder = folderOf(Object.fromEntries(files))
    const fileSystem = withFailpoints(plainFileSystem(), 'write:6+=ENOSPC')
    const full = openPictureCast([], { fileSystem, batchSize: 4 })
    const { campaignId, dataFolder } = full
    const first = await full.add({ way: 'new', campaignId }, folder)
    expect(first).toMatchObject({ isCancelled: false, error: { code: 'disk-full' } })
    const added = countOutcomes(first).added ?? 0
    expect(added).toBeGreaterThan(0)
    expect(first.notReached).toBe(12 - added)
    expect(full.cast()).toHaveLength(added)
    expect(full.sound()).toEqual([])
    full.database.close()
    const library = openPictureLibrary({ dataFolder })
    const second = await library.add({ way: 'new', campaignId }, folder)
    expect(countOutcomes(second)).toEqual({ same: added, added: 12 - added })
    expect(checkLibrary(library.database, dataFolder)).toEqual([])
  })

  test('nothing begins during a restore, and no restore begins', async () => {
    const tasks = openTasks()
    const { add } = openPictureCast([], { tasks })
    const folder = folderOf({ 'a.png': picture(1) })
    const { promise, resolve } = Promise.withResolvers<void>()
    const restoring = tasks.run('restore', () => promise)
    expect((await appErrorOf(add({ way: 'keep' }, folder))).code).toBe('backup-busy')
    resolve()
    await restoring
    const adding = add({ way: 'keep' }, folder)
    expect(() => tasks.throwIfExcluded('restore')).toThrow(new AppError('move-orders-running'))
    expect(() => tasks.throwIfExcluded('add-pictures')).toThrow(new AppError('pictures-busy'))
    await adding
  })
})
