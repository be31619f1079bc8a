import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openForRestore } from '../../../src/main/backup/open-for-restore'
import { restoreSelectedFrom } from '../../../src/main/backup/restore-selected'
import { duplicateCampaign, duplicateCharacters } from '../../../src/main/campaigns/duplicate'
import { moveCharacters } from '../../../src/main/campaigns/many-characters'
import { createNameWords } from '../../../src/main/campaigns/names'
import { examineLibrary } from '../../../src/main/core/database/examine-library'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { exportCast } from '../../../src/main/export/export-cast'
import { createAddPortraits } from '../../../src/main/portraits/add-portraits'
import { assignPortrait } from '../../../src/main/portraits/assign'
import type { RestoreSelection } from '../../../src/shared/backup'
import { createTranslator } from '../../../src/shared/translate'
import { backUp, makeLibrary } from '../../support/backup/making'
import { everything } from '../../support/backup/restoring'
import { checkLibrary } from '../../support/check-library'
import { openLibrary } from '../../support/library'
import { plainImageSandbox } from '../../support/plain-image-sandbox'
import { readInPlace } from '../../support/read-in-place'
import { openTrash, removeForGood } from '../../support/trash'

readInPlace()

const words = createNameWords(createTranslator('en').t)
const onlyCharacters = (characters: number[]) => ({ characters, portraits: [] })

/** The first character has two tags, and the portrait it shows has one. */
async function openTagged() {
  const library = await makeLibrary()
  const portraitId = library.portraits.current(library.character)?.id ?? 0
  const { change } = library.tags
  await change({ order: 'add', names: ['Guild', 'Harbour'], on: onlyCharacters([1]) })
  await change({ order: 'kind', id: library.tags.named('Guild').id, kind: 'faction' })
  await change({ order: 'add', names: ['Young'], on: { characters: [], portraits: [portraitId] } })
  return { ...library, portraitId }
}

type Tagged = Pick<Awaited<ReturnType<typeof openTagged>>, 'tags' | 'portraits'>

const namesOf = ({ tags }: Tagged, id: number) =>
  tags.of({ kind: 'character', id }).map(({ name }) => name)
const namesOnFace = ({ tags, portraits }: Tagged, id: number) => {
  const face = portraits.current({ kind: 'character', id })
  return tags.of({ kind: 'portrait', id: face?.id ?? 0 }).map(({ name }) => name)
}

test('tags come along with copies, to another campaign, and through the trash', async () => {
  const library = await openTagged()
  const { copies } = await duplicateCharacters(library, [1], words)
  const copyId = copies[0]?.id ?? 0
  expect(namesOf(library, copyId)).toEqual(['Guild', 'Harbour'])
  expect(namesOnFace(library, copyId)).toEqual(['Young'])
  const campaignId = await duplicateCampaign(library, 1, words)
  const tagged = library.characters
    .idsOf(campaignId)
    .filter((id) => namesOf(library, id).length > 0)
  expect(tagged).toHaveLength(2)
  moveCharacters(library, [{ campaignId, ids: [1] }])
  library.characters.trash(1)
  library.characters.restore(1)
  expect(namesOf(library, 1)).toEqual(['Guild', 'Harbour'])
  const given = await assignPortrait(library.portraits, library.portraitId, {
    kind: 'character',
    id: 2,
  })
  expect(library.tags.of({ kind: 'portrait', id: given.portraitId })).toMatchObject([
    { name: 'Young' },
  ])
})

test('what is removed for good loses its tags, and the tags stay', async () => {
  const library = await openTagged()
  library.campaigns.trash(1)
  await removeForGood(openTrash(library), 'all')
  const count = (table: string) =>
    library.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  expect(['character_tag', 'portrait_tag', 'tag'].map(count)).toEqual([0, 0, 3])
  expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
})

const order = (changes: Partial<RestoreSelection>): RestoreSelection => ({
  campaigns: [],
  characters: [],
  how: 'as-copies',
  campaignId: null,
  ...changes,
})
const partsOf = (library: Parameters<typeof createAddPortraits>[0] & object) => ({
  ...library,
  addPortraits: createAddPortraits(library),
  nameWords: words,
})

test('tags come along with characters that are restored as copies, into any library', async () => {
  const library = await openTagged()
  const { path } = await backUp(library)
  const visit = await openForRestore(path, library)
  await library.tags.change({
    order: 'rename',
    id: library.tags.named('Guild').id,
    name: 'GUILD',
  })
  await restoreSelectedFrom(visit, order({ characters: [1] }), partsOf(library) as never)
  expect(namesOf(library, 3)).toEqual(['GUILD', 'Harbour'])
  expect(namesOnFace(library, 3)).toEqual(['Young'])
  const other = openLibrary()
  await restoreSelectedFrom(visit, order({ campaigns: [1] }), partsOf(other) as never)
  expect(namesOf(other, 1)).toEqual(['Guild', 'Harbour'])
  expect(namesOnFace(other, 1)).toEqual(['Young'])
  expect(other.tags.named('guild').kind).toBe('faction')
  await visit.close()
})

test('what is here loses no tag when it is restored over', async () => {
  const library = await openTagged()
  const { path } = await backUp(library)
  const visit = await openForRestore(path, library)
  const { change } = library.tags
  await change({ order: 'remove', names: ['Guild'], on: onlyCharacters([1]) })
  await change({ order: 'add', names: ['New'], on: onlyCharacters([1]) })
  const over = order({ characters: [1], how: 'over-existing' })
  await restoreSelectedFrom(visit, over, partsOf(library) as never)
  expect(namesOf(library, 1)).toEqual(['Guild', 'Harbour', 'New'])
  await visit.close()
})

test('an exported cast has them in its lists, and the sheet has none', async () => {
  const library = await openTagged()
  const folder = mkdtempSync(join(tmpdir(), 'castkeeper-export-'))
  const { path } = await exportCast(
    { library, fileSystem: nodeFileSystem(), imageSandbox: plainImageSandbox(), language: 'fr' },
    {
      what: { kind: 'campaign', id: 1 },
      form: 'folder',
      withMetadata: false,
      withNotes: true,
      pictures: 'as-stored',
    },
    { folder },
  )
  const read = (name: string) => readFileSync(join(path, name), 'utf8')
  expect(read('characters.csv')).toContain(',"Guild; Harbour",')
  expect(read('characters.md')).toMatch(/Étiquettes\s: Guild, Harbour/)
  const { characters } = JSON.parse(read('characters.json'))
  expect(characters[0]).toMatchObject({ tags: ['Guild', 'Harbour'] })
  expect(read('cast.html')).not.toContain('Harbour')
})

test('the check finds links that point nowhere', async () => {
  const { database, dataFolder } = await openTagged()
  const path = join(dataFolder, 'castkeeper.db')
  expect(everything(database).character_tag).toHaveLength(2)
  database.pragma('foreign_keys = OFF')
  database.exec(
    'DELETE FROM tag WHERE id = 1; DELETE FROM portrait WHERE id IN (SELECT portrait_id FROM portrait_tag)',
  )
  database.pragma('wal_checkpoint(TRUNCATE)')
  expect(examineLibrary(path, { migrates: false }).strays).toBeGreaterThanOrEqual(2)
})
