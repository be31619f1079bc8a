import { describe, expect, test } from 'vitest'
import {
  type CommandContext,
  commands,
  offeredCommands,
  type Shortcut,
  shortcutCommands,
} from '../../../src/shared/commands'
import { createTranslator } from '../../../src/shared/translate'
import { findWithTypos } from '../../../src/shared/typos'

const here: CommandContext = {
  campaignId: 1,
  characterId: 2,
  isSelecting: false,
  theme: 'system',
  density: 'comfortable',
  language: 'en',
  isPlayersOpen: false,
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
    expect(offered({ characterId: null })).not.toContain('move-character')
    expect(offered({ characterId: null, isSelecting: true })).toEqual(
      expect.arrayContaining(['duplicate-character', 'move-character', 'trash-character']),
    )
    const atWelcome = offered({ campaignId: null, characterId: null })
    expect(atWelcome).toContain('new-campaign')
    for (const id of ['generate', 'new-character', 'export']) expect(atWelcome).not.toContain(id)
    expect(offered({ theme: 'parchment', density: 'dense' })).toEqual(
      expect.arrayContaining(['lamplight', 'comfortable']),
    )
    expect(offered({ theme: 'parchment' })).not.toContain('parchment')
    expect(offered({ density: 'dense' })).not.toContain('dense')
  })

  test('are all in the palette when they are in the menu', () => {
    const menuOnly = Object.entries<object>(commands).filter(
      ([, definition]) => 'menu' in definition && !('palette' in definition),
    )
    // Both are the palette's own field.
    expect(menuOnly.map(([id]) => id)).toEqual(['palette', 'find'])
  })

  test.each([
    ['en', 'bin', 'trash'],
    ['en', 'trash', 'trash'],
    ['en', 'backup', 'back-up'],
    ['en', 'bakcup', 'back-up'],
    ['en', 'delete', 'trash-character'],
    ['en', 'fullscreen', 'full-screen'],
    ['en', 'français', 'french'],
    ['en', 'exit', 'quit'],
    ['en', 'errors', 'log-folder'],
    ['fr', 'corbeille', 'trash'],
    ['fr', 'corbeile', 'trash'],
    ['fr', 'poubelle', 'trash'],
    ['fr', 'sauvegarde', 'back-up'],
    ['fr', 'sauver', 'back-up'],
    ['fr', 'supprimer', 'trash-character'],
    ['fr', 'zoom', 'zoom-in'],
    ['fr', 'quitter', 'quit'],
    ['fr', 'pnj', 'new-character'],
  ] as const)('in %s are found by “%s”: %s', (language, typed, id) => {
    const { t } = createTranslator(language)
    const found = findWithTypos(offeredCommands({ ...here, language: 'system' }), typed, {
      wordsOf: (one) => `${t(commands[one].palette, { name: 'X' })} ${t(`palette.words.${one}`)}`,
      beginsWord: true,
    })
    expect(found).toContain(id)
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
