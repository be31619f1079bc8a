import { expect, test } from 'vitest'
import { createAddPicturesHandlers } from '../../../src/main/add-pictures/ipc'
import { PictureOffers } from '../../../src/main/add-pictures/offers'
import { openPictureLibrary } from '../../support/add-pictures'
import { appErrorOf } from '../../support/errors'
import { folderOf } from '../../support/folder-of'
import { picture } from '../../support/library'

/** The handlers of a library to which an address is answered with picture 7. */
function openHandlers() {
  const library = openPictureLibrary()
  const asked: string[] = []
  const download = async ({ url }: { readonly url: string }) => {
    asked.push(url)
    return new Uint8Array(picture(7))
  }
  const offers = new PictureOffers({ guessOldLibrary: () => 'no' })
  const { clock, undo: undoAdded, redo: redoAdded } = library
  const handlers = createAddPicturesHandlers({
    library: () => ({ ...library, download, undoAdded, redoAdded }),
    offers,
    clock,
    onStored: () => undefined,
  })
  return { ...library, asked, offers, handlers }
}

test('a picture at an address is fetched once, named after it, and its address is remembered', async () => {
  const { handlers, asked, campaigns, characters, database } = openHandlers()
  const campaignId = campaigns.create({ name: 'The Ash Road' }).id
  const url = 'https://example.com/art/elowen_silverleaf.png?size=large'
  const from = { kind: 'address', url } as const
  const choice = { way: 'new', campaignId } as const
  const added = await handlers['pictures:add']({ from, choice })
  expect(asked).toEqual([url])
  expect(added.rows).toMatchObject([{ outcome: 'added', name: 'Elowen Silverleaf' }])
  expect(characters.idsOf(campaignId)).toHaveLength(1)
  const link = database.prepare('SELECT url, received_sha256 FROM portrait_link').get()
  expect(link).toMatchObject({ url, received_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect((await handlers['pictures:add']({ from, choice })).rows[0]?.outcome).toBe('same')
})

test('a data URL is kept without the network, and has no name', async () => {
  const { handlers, asked, portraits } = openHandlers()
  const url = `data:image/png;base64,${picture(3).toString('base64')}`
  const added = await handlers['pictures:add']({
    from: { kind: 'data-url', url },
    choice: { way: 'keep' },
  })
  expect(added.rows).toMatchObject([{ outcome: 'kept' }])
  const portrait = portraits.find(added.rows[0]?.portraitId ?? 0)
  expect(portrait).toMatchObject({ originalName: null, source: 'pasted' })
  expect(asked).toEqual([])
})

test('what was dropped is added once it was said how; what was dropped before it is not', async () => {
  const { handlers, offers } = openHandlers()
  const sources = [{ kind: 'path', path: folderOf({ 'a.png': picture(1) }) }] as const
  const first = await offers.offer(sources, 'own-file')
  const second = await offers.offer(sources, 'own-file')
  const add = async (offerId: number) =>
    handlers['pictures:add']({ from: { kind: 'offer', offerId }, choice: { way: 'keep' } })
  expect((await appErrorOf(add(first.id))).code).toBe('not-found')
  const { rows, change } = await add(second.id)
  expect(rows).toMatchObject([{ outcome: 'kept' }])
  expect(handlers['pictures:undo'](change)).toEqual({ isWhole: true })
})
