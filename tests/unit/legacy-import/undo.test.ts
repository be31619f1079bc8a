import { describe, expect, it } from 'vitest'
import { checkLibrary } from '../../support/check-library'
import { importAll, openImporting, undo } from '../../support/legacy/importing'
import { addCharacter, campaignFile, smallProject } from '../../support/legacy/old-project'
import { scanIn } from '../../support/legacy/scanning'
import { picture, storePortrait } from '../../support/library'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

async function imported() {
  const project = smallProject()
  const library = openImporting()
  const findings = await scanIn(project.folder)
  const { id } = await importAll(library, findings)
  return { project, library, findings, id }
}

const shownNames = (library: ReturnType<typeof openImporting>): string[] =>
  library.campaigns.list().map(({ name }) => name)

describe('taking an import back', () => {
  it('puts all that came into the trash and leaves what was there before', async () => {
    const project = smallProject()
    const library = openImporting()
    const mine = library.campaigns.create({ name: 'My own' })
    const findings = await scanIn(project.folder)
    const { id } = await importAll(library, findings)
    const undone = await undo(library, id)
    expect(undone).toEqual({ campaigns: 2, characters: 5, portraits: 8, messages: 4, kept: [] })
    expect(shownNames(library)).toEqual(['My own'])
    expect(library.imports.summary(id).state).toBe('undone')
    expect(library.campaigns.read(mine.id).trashedAt).toBeNull()
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  it('keeps and names what was edited since, with its campaign', async () => {
    const { library, id } = await imported()
    const quest = library.campaigns.list().find(({ name }) => name === 'La Quête')
    const [first = 0] = library.characters.idsOf(quest?.id ?? 0)
    library.characters.edit(first, { notes: 'She lives.' })
    const { kept } = await undo(library, id)
    expect(kept).toEqual([
      { kind: 'character', id: first, name: 'Éowyn 1' },
      { kind: 'campaign', id: quest?.id, name: 'La Quête' },
    ])
    expect(shownNames(library)).toEqual(['La Quête'])
    expect(library.characters.idsOf(quest?.id ?? 0)).toEqual([first])
    expect(library.imports.journal.length(quest?.id ?? 0)).toBe(2)
  })

  it('keeps whoever was given a status since', async () => {
    const { library, id } = await imported()
    const quest = library.campaigns.list().find(({ name }) => name === 'La Quête')
    const [first = 0] = library.characters.idsOf(quest?.id ?? 0)
    library.characters.setStatus(first, 'dead')
    const { kept } = await undo(library, id)
    expect(kept).toContainEqual({ kind: 'character', id: first, name: 'Éowyn 1' })
    expect(library.characters.read(first)).toMatchObject({ status: 'dead', trashedAt: null })
  })

  it('keeps a character with another portrait since, and a campaign with another character', async () => {
    const { library, id } = await imported()
    const [innsmouth, quest] = [...library.campaigns.list()].filter(
      ({ name }) => name !== 'Old characters',
    )
    const [first = 0] = library.characters.idsOf(quest?.id ?? 0)
    await storePortrait(library, { kind: 'character', id: first }, { bytes: picture(77) })
    library.characters.create({ campaignId: innsmouth?.id ?? 0, name: 'New here' })
    const { kept } = await undo(library, id)
    expect(kept.map(({ name }) => name).sort()).toEqual(['Innsmouth', 'La Quête', 'Éowyn 1'])
  })

  it('puts back what an update had changed', async () => {
    const { project, library, id } = await imported()
    const quest = library.campaigns.list().find(({ name }) => name === 'La Quête')
    const before = library.campaigns.read(quest?.id ?? 0)
    project.database.exec(`UPDATE campaigns SET name = 'La Quête, tome 2' WHERE id = 1`)
    project.putFile('gm/gm_1.png', picture(50))
    const again = await scanIn(project.folder)
    const update = await importAll(library, again, { decisions: { duplicates: 'update' } })
    const updated = library.campaigns.read(before.id)
    expect(updated.name).toBe('La Quête, tome 2')
    expect(updated.portrait?.id).not.toBe(before.portrait?.id)
    expect(library.campaigns.list()).toHaveLength(3)
    const undone = await undo(library, update.id)
    expect(undone.kept).toEqual([])
    const after = library.campaigns.read(before.id)
    expect(after).toMatchObject({ name: 'La Quête', portrait: before.portrait })
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
    expect((await undo(library, id)).kept).toEqual([])
    expect(shownNames(library)).toEqual([])
  })

  it('lets the same library come over again', async () => {
    const { library, findings, id } = await imported()
    await undo(library, id)
    const again = await importAll(library, findings)
    expect(library.imports.report(again.id).outcomes).toEqual({ imported: 7 })
    expect(shownNames(library).sort()).toEqual(['Innsmouth', 'La Quête', 'Old characters'])
  })

  it('is refused for an import that was taken back already', async () => {
    const { library, id } = await imported()
    await undo(library, id)
    await expect(undo(library, id)).rejects.toThrow('not-found')
  })
})

describe('importing a newer copy', () => {
  it('adds only what is new: a campaign, a character in a known one, a message', async () => {
    const { project, library } = await imported()
    const now = '2024-06-01 10:00:00'
    const third = project.add('campaigns', {
      user_id: 1,
      name: 'Third',
      language: 'fr',
      gm_portrait: campaignFile(3),
      created_at: now,
    })
    project.putFile('gm/gm_3.png', picture(3))
    addCharacter(project, 'Late one', 1)
    project.add('messages', {
      user_id: 1,
      campaign_id: 1,
      role: 'user',
      content: 'Encore',
      timestamp: now,
    })
    const { id } = await importAll(library, await scanIn(project.folder))
    expect(third).toBe(3)
    expect(library.imports.report(id)).toMatchObject({
      outcomes: { imported: 2, skipped: 7 },
      messages: 1,
      loosePortraits: 0,
    })
    const quest = library.campaigns.list().find(({ name }) => name === 'La Quête')
    expect(library.characters.idsOf(quest?.id ?? 0)).toHaveLength(3)
    expect(shownNames(library)).toHaveLength(4)
  })

  it('knows a campaign that was renamed there by the time it was made', async () => {
    const { project, library } = await imported()
    project.database.exec(`UPDATE campaigns SET name = 'Renamed' WHERE id = 1`)
    const { id } = await importAll(library, await scanIn(project.folder))
    expect(library.imports.report(id).outcomes).toEqual({ skipped: 7 })
  })

  it('knows a renamed campaign of a version without times by its picture', async () => {
    const project = smallProject('G1')
    const library = openImporting()
    await importAll(library, await scanIn(project.folder))
    project.database.exec(`UPDATE campaigns SET name = 'Renamed' WHERE id = 1`)
    const { id } = await importAll(library, await scanIn(project.folder))
    expect(library.imports.report(id).outcomes).toEqual({ skipped: 7 })
  })

  it('fault 90: takes another database with the same names and ids for what it is, and merges nothing', async () => {
    const { library } = await imported()
    const other = smallProject()
    other.database.exec(
      `UPDATE campaigns SET created_at = '2025-01-01 00:00:00';
       UPDATE characters SET created_at = '2025-01-01 00:00:00'`,
    )
    const { id } = await importAll(library, await scanIn(other.folder))
    expect(library.imports.report(id).outcomes).toEqual({ imported: 7 })
    expect(shownNames(library).filter((name) => name === 'La Quête')).toHaveLength(2)
  })

  it('fault 90: leaves a campaign of the same name as it is, and puts a new one beside it', async () => {
    const library = openImporting()
    const mine = library.campaigns.create({ name: 'La Quête', notes: 'Mine.' })
    await importAll(library, await scanIn(smallProject().folder))
    expect(library.campaigns.read(mine.id)).toMatchObject({ notes: 'Mine.', characterCount: 0 })
    expect(shownNames(library).filter((name) => name === 'La Quête')).toHaveLength(2)
  })

  it('keeps both when that is asked for', async () => {
    const { library, findings } = await imported()
    await importAll(library, findings, { decisions: { duplicates: 'keep-both' } })
    const quests = library.campaigns.list().filter(({ name }) => name === 'La Quête')
    expect(quests.map(({ characterCount }) => characterCount)).toEqual([2, 2])
  })
})
