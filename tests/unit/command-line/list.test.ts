import { describe, expect, test } from 'vitest'
import { createCampaignTree } from '../../../src/main/campaigns/campaign-tree'
import { list } from '../../../src/main/command-line/list'
import { printable, printableJson } from '../../../src/main/command-line/printable'
import { createTranslator } from '../../../src/shared/translate'
import { openLibrary } from '../../support/library'

async function makeList() {
  const library = openLibrary()
  const campaignTree = createCampaignTree(library)
  const { t } = createTranslator('en')
  const first = library.campaigns.create({ name: 'Quest 10' })
  library.campaigns.create({ name: 'Quest 2' })
  for (const name of ['Goblin 10', 'Goblin 2', '龍の騎士', 'Ember 🔥']) {
    library.characters.create({ campaignId: first.id, name })
  }
  const run = async (...words: string[]) =>
    (await list.run(words, { library: { ...library, campaignTree }, translate: t } as never))
      .json as {
      campaigns: { name: string }[]
      characters: { name: string }[]
    }
  return async (...words: string[]) => {
    const { campaigns, characters } = await run(...words)
    return [campaigns.map(({ name }) => name), characters.map(({ name }) => name)]
  }
}

describe('the list of the command', () => {
  test('is in the order of the window', async () => {
    const names = await makeList()
    expect(await names()).toEqual([
      ['Quest 2', 'Quest 10'],
      ['Ember 🔥', 'Goblin 2', 'Goblin 10', '龍の騎士'],
    ])
  })

  test('is searched as the window is', async () => {
    const names = await makeList()
    expect(await names('--search', 'ＧＯＢ')).toEqual([['Quest 10'], ['Goblin 2', 'Goblin 10']])
    expect(await names('--search', '騎士')).toEqual([['Quest 10'], ['龍の騎士']])
    expect(await names('--search', '🔥')).toEqual([['Quest 10'], ['Ember 🔥']])
    expect(await names('--search', 'quest 2')).toEqual([['Quest 2'], []])
    expect(await names('--search', 'nothing')).toEqual([[], []])
  })
})

test('tells the status of each character', () => {
  const library = openLibrary()
  const { t } = createTranslator('en')
  library.campaigns.create({ name: 'Quest' })
  for (const name of ['Ada', 'Bo']) library.characters.create({ campaignId: 1, name })
  library.characters.setStatus(1, 'dead')
  const campaignTree = createCampaignTree(library)
  const context = { library: { ...library, campaignTree }, translate: t } as never
  expect(list.run(['--json'], context)).toEqual({
    json: {
      campaigns: [{ id: 1, name: 'Quest', portrait: null }],
      characters: [
        { id: 1, campaignId: 1, name: 'Ada', status: 'dead', tags: [], portrait: null },
        { id: 2, campaignId: 1, name: 'Bo', status: null, tags: [], portrait: null },
      ],
    },
    text: '1  Quest  –\n    1  Ada  –  Dead\n    2  Bo  –',
  })
})

describe('what a command prints', () => {
  const names = [
    '\u001b[2JBob',
    '\u009b31mBob',
    '\u001b]0;x\u0007Bob',
    'B\u0007ob',
    '\u202eBob\u0085',
    'B\u007fob',
  ]

  test.each(names)('tells a terminal nothing: %j', (name) => {
    expect(printable(`1  ${name}\n\tnext`)).toBe('1  Bob\n\tnext')
    const json = printableJson({ name })
    expect(json).not.toMatch(/[\p{Cc}\u202e]/u)
    expect(JSON.parse(json)).toEqual({ name })
  })
})
