import { expect, test } from 'vitest'
import { suggestFaces } from '../../../src/main/add-pictures/suggest-faces'
import { openPictureLibrary } from '../../support/add-pictures'
import { folderOf } from '../../support/folder-of'
import { picture, storePortrait } from '../../support/library'

test('everybody without a portrait has the unassigned pictures suggested that are named like them', async () => {
  const { add, campaigns, characters, portraits, database } = openPictureLibrary()
  const campaignId = campaigns.create({ name: 'The Ash Road' }).id
  const other = campaigns.create({ name: 'Before' }).id
  const make = (name: string, home = campaignId) => characters.create({ campaignId: home, name }).id
  const elowen = make('Élowen Silverleaf')
  const vorn = make('Vorn of the Marsh')
  make('Elsewhere', other)
  const shown = make('Has one already')
  await storePortrait({ portraits }, { kind: 'character', id: shown }, { bytes: picture(9) })
  const gone = make('Gone')
  characters.trash(gone)
  const { rows } = await add(
    { way: 'keep' },
    folderOf({
      'elowen.png': picture(1),
      'elowen_silverleaf-2.png': picture(2),
      'of the.png': picture(3),
      'stranger.png': picture(4),
      'the marsh.png': picture(5),
    }),
  )
  const idOf = (end: string) => rows.find(({ file }) => file.endsWith(end))?.portraitId
  const faceless = suggestFaces(database, { campaignId })
  expect(faceless).toMatchObject([
    { id: elowen, name: 'Élowen Silverleaf', campaignName: 'The Ash Road' },
    { id: vorn, name: 'Vorn of the Marsh' },
  ])
  expect(faceless.map(({ suggestions }) => suggestions)).toEqual([
    [idOf('elowen_silverleaf-2.png'), idOf('elowen.png')],
    [idOf('the marsh.png')],
  ])
  portraits.trash(idOf('the marsh.png') ?? 0)
  expect(suggestFaces(database, { campaignId })[1]?.suggestions).toEqual([])
})

test('chosen characters are those asked for, with or without a portrait, by name', async () => {
  const { campaigns, characters, portraits, database } = openPictureLibrary()
  const home = campaigns.create({ name: 'The Ash Road' }).id
  const away = campaigns.create({ name: 'Before' }).id
  const make = (name: string, campaignId = home) => characters.create({ campaignId, name }).id
  const zora = make('Zora')
  const vorn = make('Vorn', away)
  const gone = make('Gone')
  make('Not asked for')
  characters.trash(gone)
  const face = await storePortrait({ portraits }, { kind: 'character', id: vorn })
  expect(suggestFaces(database, { ids: [zora, gone, vorn, 999] })).toMatchObject([
    { id: vorn, campaignName: 'Before', portrait: { id: face.id } },
    { id: zora, campaignName: 'The Ash Road', portrait: null },
  ])
})
