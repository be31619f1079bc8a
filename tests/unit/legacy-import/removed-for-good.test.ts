import { describe, expect, it } from 'vitest'
import { createTrash } from '../../../src/main/trash/trash'
import { checkLibrary } from '../../support/check-library'
import { importAll, openImporting, undo } from '../../support/legacy/importing'
import { addCharacter, smallProject } from '../../support/legacy/old-project'
import { scanIn } from '../../support/legacy/scanning'
import { rowsOf } from '../../support/trash'

type Importing = ReturnType<typeof openImporting>

/** Removes for good all that is in the trash. */
async function emptyTrash(library: Importing): Promise<void> {
  const thumbnails = { forget: async () => undefined }
  const trash = createTrash({ ...library, thumbnails, mayRemoveFiles: () => true })
  const { mark } = trash.plan('all', 30)
  await trash.remove('all', mark)
  await trash.workOff()
}

async function imported() {
  const project = smallProject()
  const library = openImporting()
  const { id } = await importAll(library, await scanIn(project.folder))
  const quest = library.campaigns.list().find(({ name }) => name === 'La Quête')
  return { project, library, id, questId: quest?.id ?? 0 }
}

const namesIn = (library: Importing) => library.campaigns.list().map(({ name }) => name)
const sound = ({ database, dataFolder }: Importing) => checkLibrary(database, dataFolder)

describe('what an import brought and the game master removed for good', () => {
  it.each(['skip', 'update'] as const)(
    'stays removed when it is imported again: %s',
    async (duplicates) => {
      const { project, library, questId } = await imported()
      library.campaigns.trash(questId)
      await emptyTrash(library)
      // Somebody new has joined that campaign in the old app meanwhile.
      addCharacter(project, 'Late', 1)
      const before = namesIn(library)
      await importAll(library, await scanIn(project.folder), { decisions: { duplicates } })
      expect(namesIn(library)).toEqual(before)
      expect(library.searchEverywhere('Late', 5).total).toBe(0)
      expect(sound(library)).toEqual([])
    },
  )

  it('comes again when both are to be kept', async () => {
    const { project, library, questId } = await imported()
    library.campaigns.trash(questId)
    await emptyTrash(library)
    await importAll(library, await scanIn(project.folder), {
      decisions: { duplicates: 'keep-both' },
    })
    expect(namesIn(library).filter((name) => name === 'La Quête')).toHaveLength(1)
    expect(sound(library)).toEqual([])
  })

  it('comes again when the import itself had been taken back first', async () => {
    const { project, library, id } = await imported()
    const before = namesIn(library)
    await undo(library, id)
    await emptyTrash(library)
    expect(rowsOf(library)).toEqual([[], [], [], []])
    await importAll(library, await scanIn(project.folder))
    expect(namesIn(library)).toEqual(before)
    expect(sound(library)).toEqual([])
  })

  it('is left out of the undo of that import, which takes the rest back', async () => {
    const { library, id, questId } = await imported()
    library.campaigns.trash(questId)
    await emptyTrash(library)
    const undone = await undo(library, id)
    expect(undone.kept).toEqual([])
    expect(namesIn(library)).toEqual([])
    expect(sound(library)).toEqual([])
  })

  it('as a campaign in the trash comes back with the journal that the undo had taken', async () => {
    const { library, id, questId } = await imported()
    const messages = library.imports.journal.length(questId)
    await undo(library, id)
    expect(library.imports.journal.length(questId)).toBe(0)
    library.campaigns.restore(questId)
    expect(library.imports.journal.length(questId)).toBe(messages)
  })

  it('as a loose picture stays removed, too', async () => {
    const { project, library } = await imported()
    const loose = () =>
      library.database
        .prepare<[], number>(
          `SELECT id FROM portrait WHERE campaign_id IS NULL AND character_id IS NULL
           AND trashed_at IS NULL`,
        )
        .pluck()
        .all()
    for (const one of loose()) library.portraits.trash(one)
    await emptyTrash(library)
    await importAll(library, await scanIn(project.folder))
    expect(loose()).toEqual([])
    expect(sound(library)).toEqual([])
  })
})
