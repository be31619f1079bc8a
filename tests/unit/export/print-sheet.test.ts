import { expect, test } from 'vitest'
import { createPrintSheet, faceOfName } from '../../../src/main/export/print-sheet'
import { AppError } from '../../../src/shared/errors'
import { addCast, openLibrary, storePortrait } from '../../support/library'
import { distinctPng } from '../../support/pictures'

function makeLibrary() {
  const library = openLibrary()
  const { campaign, character } = addCast(library)
  library.characters.create({
    campaignId: campaign.id,
    name: 'Bob <script>',
    description: 'a smith',
    notes: 'the traitor',
  })
  return { library, campaign, character }
}

const everyPicture = (html: string) =>
  [...html.matchAll(/<img src="([^"]*)"/g)].map(([, name = '']) => faceOfName(name))

test('the sheet of a cast has the game master and everyone, and names faces that can be served', async () => {
  const { library, campaign, character } = makeLibrary()
  const portrait = await storePortrait(library, character, { bytes: distinctPng() })
  const what = { kind: 'campaign', id: campaign.id } as const
  const { html, fileName } = createPrintSheet(
    { library, language: 'fr' },
    { what, withNotes: false },
  )
  expect(everyPicture(html)).toHaveLength(3)
  expect(everyPicture(html)).toEqual(
    expect.arrayContaining([
      { subject: { kind: 'campaign', id: campaign.id }, portraitId: 0 },
      { subject: { kind: 'character', id: character.id }, portraitId: portrait.id },
      { subject: { kind: 'character', id: 2 }, portraitId: 0 },
    ]),
  )
  expect(html).toContain('Bob &lt;script&gt;')
  expect(html).toContain('a smith')
  expect(html).not.toContain('the traitor')
  expect(fileName).toMatch(/^[^/]+\.pdf$/)
})

test('the sheet of one character is called after them, with notes when they are asked for', () => {
  const { library } = makeLibrary()
  const what = { kind: 'characters' as const, ids: [2] }
  const sheet = createPrintSheet({ library, language: 'en' }, { what, withNotes: true })
  expect(sheet).toMatchObject({ title: 'Bob <script>', fileName: 'Bob -script-.pdf' })
  expect(everyPicture(sheet.html)).toEqual([
    { subject: { kind: 'character', id: 2 }, portraitId: 0 },
  ])
  expect(sheet.html).toContain('the traitor')
})

test('who is gone is not printed', () => {
  const { library } = makeLibrary()
  const what = { kind: 'characters' as const, ids: [99] }
  const print = () => createPrintSheet({ library, language: 'en' }, { what, withNotes: false })
  expect(print).toThrow(new AppError('not-found', { kind: 'character', id: 99 }))
})

test.each([
  '',
  'character-1',
  'character-1-1/../2',
  'player-1-2',
  'campaign-x-1',
  '../campaign-1-2',
])('no face is called %j', (name) => expect(faceOfName(name)).toBeNull())
