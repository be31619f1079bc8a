import { describe, expect, test } from 'vitest'
import { mergeText } from '../../../src/main/sessions/merge-text'
import { resolveNames } from '../../../src/main/sessions/resolve-names'
import { mentionOf, shownText, storedText, textParts } from '../../../src/shared/mentions'

const mira = mentionOf(7, 'Mira')

describe('a mention in a text', () => {
  test.each(['Mira', 'Mira [the fox]', 'a\\b', '\\]', '田中 🔥'])('keeps the name %j', (name) => {
    const text = `She met ${mentionOf(7, name)}.`
    expect(textParts(text)).toEqual([
      { kind: 'words', text: 'She met ' },
      { kind: 'mention', id: 7, name, text: mentionOf(7, name) },
      { kind: 'words', text: '.' },
    ])
  })

  test('is shown with the present name, or with the one in the text', () => {
    const text = `${mira} and ${mentionOf(8, 'Bram')}`
    expect(shownText(text, (id) => (id === 7 ? 'Mira Voss' : undefined))).toBe(
      '@Mira Voss and @Bram',
    )
  })

  test('is read in a text of a million characters that only looks like mentions', () => {
    const text = '@[a'.repeat(333_333)
    expect(textParts(text)).toEqual([{ kind: 'words', text }])
    const brackets = `@[${'x'.repeat(999_998)}`
    expect(textParts(brackets)).toHaveLength(1)
  })
})

describe('editing the shown text', () => {
  const text = `Then ${mira} fell.`
  const edit = (typed: string) => storedText(text, typed, () => 'Mira Voss')

  test.each([
    ['Then @Mira Voss fell.', text],
    ['Then, @Mira Voss fell.', `Then, ${mira} fell.`],
    ['Then @Mira Voss fell down.', `Then ${mira} fell down.`],
    ['Then @Mira Voss, fell.', `Then ${mira}, fell.`],
    ['Then @Mira Vos fell.', 'Then @Mira Vos fell.'],
    ['Then @Mirax Voss fell.', 'Then @Mirax Voss fell.'],
    ['Then  fell.', 'Then  fell.'],
    ['', ''],
  ])('into %j', (typed, stored) => {
    expect(edit(typed)).toBe(stored)
  })

  test('keeps every other mention, whatever is replaced', () => {
    const bram = mentionOf(8, 'Bram')
    const both = `${mira}${bram} end`
    const shown = '@Mira@Bram end'
    expect(storedText(both, shown.replace('@Mira', ''), () => undefined)).toBe(`${bram} end`)
    expect(storedText(both, shown.replace('@Bram', '!'), () => undefined)).toBe(`${mira}! end`)
    expect(storedText(both, `@${shown}`, () => undefined)).toBe(`@${both}`)
    expect(storedText(both, 'x', () => undefined)).toBe('x')
  })
})

describe('a name after @', () => {
  const cast = [
    { id: 1, name: 'Mira' },
    { id: 2, name: 'Mira Voss' },
    { id: 3, name: 'Éowyn d’Arc' },
    { id: 4, name: 'Bram' },
    { id: 5, name: 'BRAM' },
    { id: 6, name: 'Dr. Oto' },
  ]
  const resolve = (text: string) => resolveNames(text, cast)

  test.each([
    ['@Mira, then', `${mentionOf(1, 'Mira')}, then`],
    ['(@mira voss)', `(${mentionOf(2, 'Mira Voss')})`],
    ["@EOWYN D'ARC!", `${mentionOf(3, 'Éowyn d’Arc')}!`],
    ['@Dr. Oto.', `${mentionOf(6, 'Dr. Oto')}.`],
    ['@Mira’s cup', `${mentionOf(1, 'Mira')}’s cup`],
  ])('%j is a mention', (text, resolved) => {
    expect(resolve(text)).toBe(resolved)
  })

  test.each([
    '@Bram',
    '@Miranda',
    'mail@Mira',
    '@ Mira',
    '\\@Mira',
    '@@Mira',
    mentionOf(1, 'Bram'),
  ])('%j stays as it is', (text) => {
    expect(resolve(text)).toBe(text)
  })

  test('is found ten thousand times in a million characters', () => {
    const text = `${'word '.repeat(18)}@Mira Voss\n`.repeat(10_000)
    const resolved = resolve(text)
    expect(textParts(resolved).filter(({ kind }) => kind === 'mention')).toHaveLength(10_000)
  })
})

describe('a text that was changed in two places at once', () => {
  const merge = (before: string, edited: string, stored: string) =>
    mergeText({ before, edited, stored })

  test('has both changes', () => {
    expect(merge('One.', 'One. Two.', 'One.\n- Shown')).toBe('One. Two.\n- Shown')
    expect(merge('One two', 'Zero one two', 'One two three')).toBe('Zero one two three')
    expect(merge('a b c', 'a b C', 'A b c')).toBe('A b C')
    expect(merge('', 'Typed', '- Shown')).toBe('Typed- Shown')
  })

  test('has the edited one where they cannot both stay', () => {
    expect(merge('a b c', 'a x c', 'a y c')).toBe('a x c')
  })

  test('stays as it is where only one was changed', () => {
    expect(merge('a', 'b', 'a')).toBe('b')
    expect(merge('a', 'a', 'b')).toBe('b')
    expect(merge('a', 'b', 'b')).toBe('b')
  })
})
