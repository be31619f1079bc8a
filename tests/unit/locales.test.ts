import { describe, expect, it } from 'vitest'
import { errorActions } from '../../src/shared/errors'
import en from '../../src/shared/locales/en.json'
import fr from '../../src/shared/locales/fr.json'
import type { Notice } from '../../src/shared/start'

type Texts = { readonly [key: string]: string | Texts }

const noticeCodes = {
  'preferences-set-aside': true,
  'preferences-not-saved': true,
  'key-unreadable': true,
  'left-over-recovered': true,
  'log-unwritable': true,
  'without-sandbox': true,
  'ended-badly': true,
  'records-lost': true,
  'data-on-network': true,
  'opened-read-only': true,
  'opened-full': true,
  'opened-handles': true,
  'opened-no-sharing': true,
  'trash-leaving': true,
  'trash-emptied': true,
} as const satisfies Record<Notice['code'], true>

/** Every sentence by its dotted key. */
function flatten(texts: Texts, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text === 'string') flat.set(prefix + key, text)
    else for (const entry of flatten(text, `${prefix}${key}.`)) flat.set(...entry)
  }
  return flat
}

const pluralEnding = /_(zero|one|two|few|many|other)$/

/** The forms of each sentence: `['']` for one without a plural, or the endings it has. */
function forms(texts: Map<string, string>): Map<string, string[]> {
  const byKey = new Map<string, string[]>()
  for (const key of texts.keys()) {
    const base = key.replace(pluralEnding, '')
    byKey.set(base, [...(byKey.get(base) ?? []), key.slice(base.length)].sort())
  }
  return byKey
}

/** What a sentence interpolates, with its format; `{{count}}` may be left out of `_one`. */
function variables(texts: Map<string, string>): Record<string, string[]> {
  const byKey: Record<string, string[]> = {}
  for (const [key, text] of texts) {
    const base = key.replace(pluralEnding, '')
    const found = Array.from(text.matchAll(/\{\{-?\s*(.*?)\s*\}\}/g), ([, inner]) => inner ?? '')
    const all = [...(byKey[base] ?? []), ...found]
    byKey[base] = [...new Set(all)].sort()
  }
  return byKey
}

function withoutCode(text: string): string {
  return text.replace(/\{\{.*?\}\}/g, 'X').replace(/\bhttps?:\/\/\S+/g, 'X')
}

/** The sentences in which a rule of French typography is broken. */
function breaking(rule: RegExp): string[] {
  return [...french].filter(([, text]) => rule.test(withoutCode(text))).map(([key]) => key)
}

const english = flatten(en)
const french = flatten(fr)

describe('the two languages', () => {
  it('have the same keys', () => {
    const keys = (texts: Map<string, string>) => [...forms(texts).keys()].sort()
    expect(keys(french)).toEqual(keys(english))
  })

  it('have the same plural forms, singular and plural both', () => {
    const french_ = forms(french)
    for (const [key, endings] of forms(english)) {
      expect(endings, `${key} in English`).toEqual(endings.includes('') ? [''] : ['_one', '_other'])
      const inFrench = french_.get(key)?.filter((ending) => ending !== '_many')
      expect(inFrench, `${key} in French`).toEqual(endings)
    }
  })

  it('put the same facts into each sentence', () => {
    expect(variables(french)).toEqual(variables(english))
  })

  it('leave no sentence empty and none with stray spaces', () => {
    for (const [key, text] of [...english, ...french]) {
      expect(text.trim(), key).toBe(text)
      expect(text.length, key).toBeGreaterThan(0)
    }
  })

  it('say something for every error and every notice', () => {
    for (const texts of [english, french]) {
      for (const code of Object.keys(errorActions))
        expect(texts.has(`error.${code}`), code).toBe(true)
      for (const code of Object.keys(noticeCodes))
        expect(texts.has(`notice.${code}`), code).toBe(true)
    }
  })

  it('have no sentence for an error that does not exist', () => {
    const known = new Set(Object.keys(errorActions))
    // An error may have a second sentence for when more is known: `disk-full_measured`.
    const codes = Object.keys(en.error).map((key) => key.split('_')[0] ?? key)
    expect(codes.filter((code) => !known.has(code))).toEqual([])
  })
})

describe('French typography', () => {
  it('has a no-break space before : ; ? !', () => {
    expect(breaking(/(^|[^\u00a0?!])[?!]|[^\u00a0\d][:;]|\d[:;](?!\d)/)).toEqual([])
  })

  it('has a no-break space inside guillemets', () => {
    expect(breaking(/«(?!\u00a0)|(?<!\u00a0)»/)).toEqual([])
  })

  it('has no straight quotes', () => {
    expect(breaking(/["']/)).toEqual([])
  })
})
