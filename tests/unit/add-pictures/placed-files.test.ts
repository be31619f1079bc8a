import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { quarantinePlacedFiles } from '../../../src/main/add-pictures/placed-files'
import { openPictureLibrary } from '../../support/add-pictures'
import { folderOf } from '../../support/folder-of'
import { picture, storePortrait } from '../../support/library'

const noteOf = (processId: number) => `.castkeeper-${processId}-0123456789abcdef.placed`
const notesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.placed'))

test('a run that ended leaves no note, and tells each time more have their rows', async () => {
  const { addPictures, campaigns, dataFolder, database } = openPictureLibrary({ batchSize: 2 })
  const campaignId = campaigns.create({ name: 'The Ash Road' }).id
  const files = [1, 2, 3, 4, 5].map((number) => [`${number}.png`, picture(number)] as const)
  const count = database.prepare('SELECT count(*) FROM character').pluck()
  const seen: unknown[] = []
  await addPictures({
    sources: [{ kind: 'path', path: folderOf(Object.fromEntries(files)) }],
    choice: { way: 'new', campaignId },
    origin: 'own-file',
    onStored: () => seen.push(count.get()),
  })
  expect(seen).toEqual([2, 4, 5])
  expect(notesIn(dataFolder)).toEqual([])
})

test('only files without rows of processes that are gone are set aside, and none outside the portraits', async () => {
  const library = openPictureLibrary()
  const { campaigns, dataFolder, quarantine } = library
  const campaign = { kind: 'campaign', id: campaigns.create({ name: 'The Ash Road' }).id } as const
  const { path: withRow } = await storePortrait(library, campaign)
  const put = (path: string) => {
    mkdirSync(join(dataFolder, path, '..'), { recursive: true })
    writeFileSync(join(dataFolder, path), picture(7))
    return path
  }
  const left = put('static/portraits/characters/character_9.png')
  const ofAnother = put('static/portraits/characters/character_10.png')
  const outside = put('preferences.json')
  const link = 'static/portraits/loose/link.png'
  mkdirSync(join(dataFolder, 'static/portraits/loose'), { recursive: true })
  symlinkSync(join(dataFolder, outside), join(dataFolder, link))
  const gone = 'static/portraits/characters/character_11.png'
  const lines = [withRow, left, left, outside, `static/portraits/../../${outside}`, link, gone]
  writeFileSync(join(dataFolder, noteOf(1)), `${lines.join('\n')}\nstatic/portraits/cha`)
  writeFileSync(join(dataFolder, noteOf(2)), `${ofAnother}\n`)
  const isRunning = (processId: number) => processId === 2
  expect(await quarantinePlacedFiles({ ...library, isRunning })).toBe(1)
  const isThere = (path: string) => existsSync(join(dataFolder, path))
  expect(isThere(left)).toBe(false)
  for (const path of [withRow, ofAnother, outside, link]) expect(isThere(path)).toBe(true)
  expect((await quarantine.list()).entries).toMatchObject([{ originalPath: left, why: 'stray' }])
  expect(notesIn(dataFolder)).toEqual([noteOf(2)])
  expect(await quarantinePlacedFiles({ ...library, isRunning })).toBe(0)
})
