import { expect, test } from 'vitest'
import { createCampaignTree } from '../../../src/main/campaigns/campaign-tree'
import { list } from '../../../src/main/command-line/list'
import { tag } from '../../../src/main/command-line/tag'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { openLibrary, storePortrait } from '../../support/library'

async function openCommands() {
  const library = openLibrary()
  for (const name of ['Quest', 'Other']) library.campaigns.create({ name })
  for (const name of ['Ada', 'Bo', 'Cy']) library.characters.create({ campaignId: 1, name })
  library.characters.create({ campaignId: 2, name: 'Dee' })
  await storePortrait(library, { kind: 'character', id: 1 })
  const { t: translate } = createTranslator('en')
  const context = {
    library: { ...library, campaignTree: createCampaignTree(library) },
    translate,
    language: 'en',
  } as never
  const run = async (...words: string[]) => tag.run(words, context)
  const json = async (...words: string[]) => (await run(...words)).json
  const listed = async (...words: string[]) => {
    const { json } = await list.run([...words, '--json'], context)
    const { campaigns, characters } = json as Record<
      'campaigns' | 'characters',
      readonly { readonly name: string; readonly tags?: readonly string[] }[]
    >
    return {
      campaigns: campaigns.map(({ name }) => name),
      cast: characters.map(({ name, tags = [] }) => [name, ...tags].join(' ')),
    }
  }
  return { run, json, listed }
}

test('tags are added, listed, removed and deleted', async () => {
  const { run, json } = await openCommands()
  expect(await json('add', 'character', '1', 'Harbour guild', 'Watch', '--json')).toEqual({
    character: { ids: [1], missing: [] },
    tags: ['Harbour guild', 'Watch'],
  })
  expect(await run('add', 'character', '2,3,99', 'WATCH')).toMatchObject({
    json: { character: { ids: [2, 3], missing: [99] }, tags: ['Watch'] },
    text: 'Added to 2: Watch\nNot found: 99',
    exitCode: 1,
  })
  await run('add', 'portrait', '1', 'Watch')
  await run('kind', 'watch', 'FACTION')
  await run('colour', 'watch', 'teal')
  expect(await run('list')).toMatchObject({
    json: {
      tags: [
        { name: 'Harbour guild', kind: null, colour: null, characters: 1, portraits: 0 },
        { name: 'Watch', kind: 'faction', colour: 'teal', characters: 3, portraits: 1 },
      ],
    },
    text: 'Harbour guild  1 character, 0 portraits\nWatch (Faction)  3 characters, 1 portrait',
  })
  expect(await json('remove', 'character', '3', 'watch')).toEqual({
    character: { ids: [3], missing: [] },
    tags: [],
  })
  expect(await json('delete', 'watch')).toEqual({
    deleted: { name: 'Watch', characters: 2, portraits: 1 },
  })
  expect(await json('list')).toMatchObject({ tags: [{ name: 'Harbour guild' }] })
})

test('tags are renamed, merged and split', async () => {
  const { json, run } = await openCommands()
  await run('add', 'character', '1,2', 'Guild')
  await run('add', 'character', '2,3', 'Harbour')
  const taken = await appErrorOf(run('rename', 'Guild', 'harbour') as Promise<unknown>)
  expect(taken.code).toBe('tag-name-taken')
  expect(await json('merge', 'Guild', 'Harbour')).toMatchObject({
    tags: [{ name: 'Harbour', characters: 3 }],
    characters: 2,
  })
  expect(await json('split', 'Harbour', 'Docks', '--characters', '1,3')).toMatchObject({
    tags: [
      { name: 'Docks', characters: 2 },
      { name: 'Harbour', characters: 1 },
    ],
  })
  expect(await json('rename', 'docks', 'Piers')).toMatchObject({ tags: [{ name: 'Piers' }] })
})

test('a list is narrowed by tags, with and, or and not, and tells those of each character', async () => {
  const { run, listed } = await openCommands()
  await run('add', 'character', '1,2,4', 'Guild')
  await run('add', 'character', '2,3', 'Harbour')
  expect(await listed()).toEqual({
    campaigns: ['Other', 'Quest'],
    cast: ['Ada Guild', 'Bo Guild Harbour', 'Cy Harbour', 'Dee Guild'],
  })
  expect(await listed('--tag', 'guild', '--tag', 'harbour')).toEqual({
    campaigns: ['Quest'],
    cast: ['Bo Guild Harbour'],
  })
  expect((await listed('--tag', 'Guild', '--not-tag', 'Harbour')).cast).toEqual([
    'Ada Guild',
    'Dee Guild',
  ])
  expect((await listed('--any-tag', 'Guild', '--any-tag', 'Harbour')).cast).toHaveLength(4)
  expect(await listed('--tag', 'Guild', '--search', 'dee')).toEqual({
    campaigns: ['Other'],
    cast: ['Dee Guild'],
  })
  expect((await appErrorOf(listed('--tag', 'Nothing'))).code).toBe('tag-not-found')
})

test.each([
  [[], 'command-misused'],
  [['list', 'more'], 'command-misused'],
  [['add', 'campaign', '1', 'Guild'], 'command-misused'],
  [['add', 'character', 'x', 'Guild'], 'command-misused'],
  [['add', 'character', '1'], 'invalid-input'],
  [['add', 'character', '1', 'x'.repeat(300)], 'tag-too-long'],
  [['add', 'character', '99', 'Guild'], 'not-found'],
  [['remove', 'character', '1', 'Guild'], 'tag-not-found'],
  [['kind', 'Guild', '--none', 'place'], 'command-misused'],
  [['colour', 'Guild', 'mauve'], 'command-misused'],
  [['delete', 'Guild'], 'tag-not-found'],
])('%j is refused with %s', async (words, code) => {
  const { run } = await openCommands()
  expect((await appErrorOf(run(...words) as Promise<unknown>)).code).toBe(code)
})
