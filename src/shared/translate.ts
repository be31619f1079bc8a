import { createInstance, type i18n, type ResourceLanguage } from 'i18next'
import type { ErrorReport } from './errors'
import { isolate, listNames } from './isolate'
import en from './locales/en.json' with { type: 'json' }
import fr from './locales/fr.json' with { type: 'json' }
import { momentOf } from './moment'
import { type Language, languages, type Preferences } from './preferences'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    nsSeparator: false
    resources: { translation: typeof en }
  }
}

/** An i18next instance of ours: `t`, `language`, `changeLanguage`; react-i18next takes it as it is. */
export type Translator = i18n
export type Translate = Translator['t']

// French has a third plural form for exact millions; our sentences need no other words there.
function withMillions(texts: ResourceLanguage): ResourceLanguage {
  const whole: ResourceLanguage = {}
  for (const [key, text] of Object.entries(texts)) {
    if (typeof text !== 'string') whole[key] = withMillions(text)
    else {
      whole[key] = text
      if (key.endsWith('_other')) whole[key.replace(/_other$/, '_many')] ??= text
    }
  }
  return whole
}

/**
 * Words and sentences in one language, ready at once (nothing is loaded later). The same for the
 * screens, the menu and the command line. Values put into a sentence cannot turn it round (`isolate`);
 * they are not escaped for HTML: show the result as text. What becomes data asks with `asData`. `{{size, bytes}}` writes a size, `{{n, number}}` a number.
 */
export function createTranslator(language: Language): Translator {
  const translator = createInstance()
  void translator.init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: [...languages],
    nsSeparator: false,
    resources: { en: { translation: en }, fr: { translation: withMillions(fr) } },
    initAsync: false,
    interpolation: { escapeValue: true, escape: isolate },
  })
  translator.services.formatter?.add('bytes', (bytes, spoken) =>
    typeof bytes === 'number' ? formatBytes(bytes, spoken) : '',
  )
  return translator
}

/** For what becomes data, a file name or a prompt: the values go into it as they are. */
export const asData = { interpolation: { escapeValue: false } } as const

/** A size for people, in decimal units as file managers show it: `2.8 MB`, `2,8 Mo`. */
export function formatBytes(bytes: number, language = 'en'): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  let amount = bytes
  let step = 0
  while (amount >= 999.95 && step < units.length - 1) {
    amount /= 1000
    step += 1
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(amount)
}

/**
 * The language to speak: the preferred one, or the first of the system's that we have, or English.
 * Takes BCP 47 tags and POSIX names alike: `fr-CA`, `fr_FR.UTF-8`.
 */
export function matchLanguage(
  preferred: Preferences['language'],
  systemLocales: readonly string[],
): Language {
  if (preferred !== 'system') return preferred
  for (const locale of systemLocales) {
    const base = locale.toLowerCase().split(/[-_.@]/, 1)[0]
    const known = languages.find((language) => language === base)
    if (known) return known
  }
  return 'en'
}

/** The sentence for an error: what happened, that nothing was lost, and what to do next. */
export function errorSentence(translator: Translator, { code, details }: ErrorReport): string {
  const facts = Object.fromEntries(
    Object.entries(details).map(([name, fact]) => [
      name,
      typeof fact === 'object' && fact !== null
        ? listNames(fact, translator.language)
        : writtenDay(fact ?? '', translator.language),
    ]),
  )
  const sentence = translator.t(`error.${code}`, facts)
  const { said } = details
  return said ? `${sentence} ${translator.t('serviceSaid', { said })}` : sentence
}

/** A day, `YYYY-MM-DD`, as it is written in this language; anything else as it is. */
function writtenDay(fact: string | number, language: string): string | number {
  if (typeof fact === 'number' || !/^\d{4}-\d\d-\d\d$/.test(fact)) return fact
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    momentOf(`${fact}T12:00:00.000Z`),
  )
}
