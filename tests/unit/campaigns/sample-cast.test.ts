import { expect, test } from 'vitest'
import { createSampleCast } from '../../../src/main/campaigns/sample-cast'
import { sample } from '../../../src/main/command-line/sample'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { openLibrary } from '../../support/library'

test.each(['en', 'fr'] as const)(
  'the sample cast is eight people with a face of their own: %s',
  async (language) => {
    const library = openLibrary()
    const campaign = createSampleCast(library, createTranslator(language).t)
    expect(campaign.characterCount).toBe(8)
    const cast = library.characters.idsOf(campaign.id).map((id) => library.characters.read(id))
    expect(new Set(cast.map(({ avatarSeed }) => avatarSeed)).size).toBe(8)
    for (const { name, race, class: trade, description, avatarStyle, portrait } of cast) {
      expect([name, race, trade].join()).not.toMatch(/sample\./)
      expect(description.length).toBeGreaterThan(20)
      expect({ avatarStyle, portrait }).toEqual({ avatarStyle: 'bust', portrait: null })
    }
  },
)

test('the command adds the same, and removes it in one step that can be undone', async () => {
  const library = openLibrary()
  const context = { library, translate: createTranslator('en').t } as never
  const { json } = await sample.run([], context)
  expect(json).toEqual({ campaign: { id: 1, name: 'The Ferry at Low Water' } })
  await sample.run(['--remove', '1'], context)
  expect(library.campaigns.list()).toEqual([])
  library.campaigns.restore(1)
  expect(library.campaigns.read(1).characterCount).toBe(8)
  expect((await appErrorOf(Promise.resolve(sample.run(['--remove', 'x'], context)))).code).toBe(
    'command-misused',
  )
})
