import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { changeManyPortraits } from '../../../src/main/portraits/change-many'
import { createGallery } from '../../../src/main/portraits/gallery/gallery'
import { createGalleryHandlers } from '../../../src/main/portraits/gallery/ipc'
import type { PortraitChange } from '../../../src/shared/gallery'
import type { Subject } from '../../../src/shared/subject'
import { checkLibrary } from '../../support/check-library'
import { appErrorOf } from '../../support/errors'
import {
  addCast,
  fileOf,
  type Library,
  openLibrary,
  picture,
  storePortrait,
} from '../../support/library'
import { openTasks } from '../../support/tasks'
import { addUnassigned } from '../../support/unassigned-portraits'

function handlersOf(library: Library) {
  const gallery = createGallery(library)
  return createGalleryHandlers({
    library: () => ({
      ...library,
      gallery,
      changeManyPortraits: (change: PortraitChange) =>
        changeManyPortraits({ ...library, tasks: openTasks() }, change),
      readSubject: ({ kind, id }: Subject) =>
        kind === 'campaign' ? library.campaigns.read(id) : library.characters.read(id),
    }),
  })
}

async function openStage() {
  const library = openLibrary()
  const cast = addCast(library)
  const first = await storePortrait(library, cast.character, { bytes: picture(1) })
  const formerOfCampaign = await storePortrait(library, cast.campaign, { bytes: picture(2) })
  return { library, ...cast, first, formerOfCampaign, handlers: handlersOf(library) }
}

describe('using a portrait for another character', () => {
  test('gives them a file of their own and shows it; the first owner keeps theirs', async () => {
    const { library, campaign, character, first, formerOfCampaign, handlers } = await openStage()
    const given = await handlers['library:give']({ portraitId: first.id, to: campaign })
    expect(given).toMatchObject({ formerId: formerOfCampaign.id, wasMade: true })
    const copy = library.portraits.current(campaign)
    expect(copy).toMatchObject({ id: given.portraitId, sha256: first.sha256, source: 'copied' })
    expect(copy?.path).not.toBe(first.path)
    expect(library.portraits.current(character)?.id).toBe(first.id)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('stores nothing when they have this very picture already', async () => {
    const { library, campaign, first, formerOfCampaign, handlers } = await openStage()
    const once = await handlers['library:give']({ portraitId: first.id, to: campaign })
    library.portraits.makeCurrent(campaign, formerOfCampaign.id)
    const twice = await handlers['library:give']({ portraitId: first.id, to: campaign })
    expect(twice).toEqual({ ...once, wasMade: false })
    expect(library.portraits.history(campaign)).toHaveLength(2)
    expect(library.portraits.current(campaign)?.id).toBe(once.portraitId)
  })

  test('an unassigned portrait that was assigned is in the trash afterwards', async () => {
    const { library, character, handlers } = await openStage()
    const [loose] = await addUnassigned(library, [9])
    const given = await handlers['library:give']({ portraitId: loose?.id ?? 0, to: character })
    expect(library.portraits.current(character)).toMatchObject({
      id: given.portraitId,
      sha256: loose?.sha256,
      originalName: 'found 9.png',
    })
    expect(library.portraits.find(loose?.id ?? 0)?.trashedAt).not.toBeNull()
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('a portrait whose file is lost is assigned to no one, and nothing changes', async () => {
    const { library, campaign, first, formerOfCampaign, handlers } = await openStage()
    rmSync(fileOf(library, first))
    const wish = handlers['library:give']({ portraitId: first.id, to: campaign })
    const error = await appErrorOf(Promise.resolve(wish))
    expect(error.code).toBe('portrait-file-lost')
    expect(library.portraits.current(campaign)?.id).toBe(formerOfCampaign.id)
  })

  test('a full disk leaves everybody with what they had', async () => {
    const { library, campaign, first } = await openStage()
    library.database.close()
    const full = openLibrary({
      dataFolder: library.dataFolder,
      fileSystem: withFailpoints(nodeFileSystem(), 'write=ENOSPC', () => undefined),
    })
    const [loose] = full.portraits.history(campaign)
    const wish = handlersOf(full)['library:give']({ portraitId: first.id, to: campaign })
    expect((await appErrorOf(Promise.resolve(wish))).code).toBe('disk-full')
    expect(full.portraits.current(campaign)?.id).toBe(loose?.id)
    expect(checkLibrary(full.database, full.dataFolder)).toEqual([])
  })
})

describe('many portraits at once', () => {
  test('go to the trash together and come back as they were, each owner with its face', async () => {
    const { library, campaign, character, first, formerOfCampaign, handlers } = await openStage()
    const second = await storePortrait(library, character, { bytes: picture(5) })
    const ids = [first.id, second.id, formerOfCampaign.id]
    for (const order of [ids, [...ids].reverse()]) {
      const trashed = await handlers['library:change']({ change: 'trash', ids: order })
      expect(library.portraits.current(character)).toBeNull()
      expect(library.portraits.history(campaign)).toEqual([])
      await handlers['library:change']({
        change: 'restore',
        portraits: [...trashed.portraits],
      })
      expect(library.portraits.current(character)?.id).toBe(second.id)
      expect(library.portraits.current(campaign)?.id).toBe(formerOfCampaign.id)
    }
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('stay where they are when one of them is not there', async () => {
    const { library, character, first, handlers } = await openStage()
    const ids = [first.id, 999]
    expect(() => handlers['library:change']({ change: 'trash', ids })).toThrow('not-found')
    expect(() => handlers['library:change']({ change: 'star', ids, isStarred: true })).toThrow(
      'not-found',
    )
    expect(library.portraits.current(character)).toMatchObject({ id: first.id, isStarred: false })
  })

  test('are starred and unstarred together', async () => {
    const { library, first, formerOfCampaign, handlers } = await openStage()
    const ids = [first.id, formerOfCampaign.id]
    await handlers['library:change']({ change: 'star', ids, isStarred: true })
    expect(ids.map((id) => library.portraits.find(id)?.isStarred)).toEqual([true, true])
    await handlers['library:change']({ change: 'star', ids, isStarred: false })
    expect(ids.map((id) => library.portraits.find(id)?.isStarred)).toEqual([false, false])
  })
})
