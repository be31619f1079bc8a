import { describe, expect, test } from 'vitest'
import {
  type CommandContext,
  commands,
  offeredCommands,
  type Shortcut,
  shortcutCommands,
} from '../../../src/shared/commands'
import { createTranslator } from '../../../src/shared/translate'

const here: CommandContext = {
  campaignId: 1,
  characterId: 2,
  theme: 'system',
  density: 'comfortable',
}

describe('the commands of the window', () => {
  test('have keys of their own', () => {
    const keys = shortcutCommands.map((id) => {
      const { shortcut }: { readonly shortcut: Shortcut } = commands[id]
      return JSON.stringify([shortcut.key, shortcut.mod, shortcut.shift])
    })
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('are offered where they make sense', () => {
    const offered = (changes: Partial<CommandContext>) => offeredCommands({ ...here, ...changes })
    expect(offered({})).toEqual(expect.arrayContaining(['generate', 'new-character', 'export']))
    expect(offered({ characterId: null })).not.toContain('generate')
    const atWelcome = offered({ campaignId: null, characterId: null })
    expect(atWelcome).toContain('new-campaign')
    for (const id of ['generate', 'new-character', 'export']) expect(atWelcome).not.toContain(id)
    expect(offered({ theme: 'parchment', density: 'dense' })).toEqual(
      expect.arrayContaining(['lamplight', 'comfortable']),
    )
    expect(offered({ theme: 'parchment' })).not.toContain('parchment')
    expect(offered({ density: 'dense' })).not.toContain('dense')
  })

  test.each(['en', 'fr'] as const)('have labels in %s', (language) => {
    const { exists } = createTranslator(language)
    for (const definition of Object.values<object>(commands)) {
      for (const [field, label] of Object.entries(definition)) {
        if (['menu', 'palette', 'keys'].includes(field)) expect(exists(label), label).toBe(true)
      }
    }
  })
})
