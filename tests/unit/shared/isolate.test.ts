import { describe, expect, test } from 'vitest'
import { isolate, joinFacts, listNames } from '../../../src/shared/isolate'
import { asData, createTranslator, errorSentence } from '../../../src/shared/translate'

const evil = '\u202e evil'
/** No sign of direction that is opened in it acts beyond it. */
function actsBeyond(isolated: string): boolean {
  let open = 0
  for (const [at, sign] of Array.from(isolated).entries()) {
    if ('\u2066\u2067\u2068'.includes(sign)) open += 1
    if (sign === '\u2069') open -= 1
    if (open <= 0 && at < Array.from(isolated).length - 1) return true
  }
  return open !== 0
}

describe('a name is isolated in a sentence', () => {
  test.each([
    evil,
    'الملك',
    'מלך 12',
    'a\u2069\u202eb',
    '\u2067open',
    '\u200fmark',
    '\u2069\u2068',
    '𞤀',
  ])('so that %j turns nothing round outside it', (name) => {
    expect(actsBeyond(isolate(name))).toBe(false)
    expect(isolate(name).replace(/[\u2066-\u2069]/g, '')).toBe(name.replace(/[\u2066-\u2069]/g, ''))
    const { t } = createTranslator('fr')
    expect(t('job.open', { name })).toContain(isolate(name))
  })

  test.each(['Elowen', 'Éowyn (2)', '龍の騎士', '🔥', 'Œdipe: 100%'])(
    'and %j, which cannot turn anything, stays as it is',
    (name) => {
      expect(isolate(name)).toBe(name)
    },
  )

  test('in lists and facts each for itself', () => {
    expect(joinFacts(['Elf', '', null, evil])).toBe(`Elf · \u2068${evil}\u2069`)
    expect(listNames(['Ann', evil], 'en')).toBe(`Ann and \u2068${evil}\u2069`)
    const sentence = errorSentence(createTranslator('en'), {
      code: 'disk-full',
      details: { folder: evil },
    })
    expect(sentence).toContain(`“\u2068${evil}\u2069”`)
  })

  test('but not where it becomes data', () => {
    const { t } = createTranslator('en')
    expect(t('duplicate.copyOf', { name: evil, ...asData })).not.toContain('\u2068')
    expect(t('job.open', { name: evil })).toContain('\u2068')
  })
})
