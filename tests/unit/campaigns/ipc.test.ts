import { describe, expect, it } from 'vitest'
import { createManyChanges } from '../../../src/main/campaigns/change-many'
import { createCampaignHandlers } from '../../../src/main/campaigns/ipc'
import { createNameWords } from '../../../src/main/campaigns/names'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { addCast, type Library, openLibrary, storePortrait } from '../../support/library'
import { openTasks } from '../../support/tasks'

function handlersOf(library: Library) {
  const nameWords = createNameWords(createTranslator('en').t)
  const many = createManyChanges({ ...library, tasks: openTasks() }, nameWords)
  return createCampaignHandlers({
    library: () => ({ ...library, ...many }),
    translate: createTranslator('en').t,
  })
}

describe('a copy', () => {
  it('has a name that is told from the first, however long that is', async () => {
    const library = openLibrary()
    const name = '🔥'.repeat(200)
    const { id } = library.campaigns.create({ name })
    const elowen = library.characters.create({ campaignId: id, name })
    const handlers = handlersOf(library)
    const { copies } = await handlers['characters:duplicate']({ ids: [elowen.id] })
    for (const copy of [
      await handlers['campaigns:duplicate']({ id }),
      library.characters.read(copies[0]?.id ?? 0),
    ]) {
      expect(Array.from(copy.name)).toHaveLength(200)
      expect(copy.name).toMatch(/^🔥+… \(copy\)$/u)
    }
  })

  it('that could not be finished is in the trash, and made once when it is asked for again', async () => {
    const library = openLibrary()
    const { campaign, character } = addCast(library)
    await storePortrait(library, campaign)
    await storePortrait(library, character)
    library.database.close()
    const { dataFolder } = library
    const full = openLibrary({
      dataFolder,
      fileSystem: withFailpoints(plainFileSystem(), 'write:2=ENOSPC'),
    })
    const handlers = handlersOf(full)
    const asking = Promise.resolve(handlers['campaigns:duplicate']({ id: campaign.id }))
    expect((await appErrorOf(asking)).code).toBe('disk-full')
    expect(full.campaigns.list().map(({ id }) => id)).toEqual([campaign.id])
    await handlers['campaigns:duplicate']({ id: campaign.id })
    expect(full.campaigns.list()).toHaveLength(2)
  })
})
