import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/shared/errors'
import {
  createTranslator,
  errorSentence,
  formatBytes,
  matchLanguage,
} from '../../src/shared/translate'

describe('matchLanguage', () => {
  it('takes the first of the system’s languages that the app speaks', () => {
    expect(matchLanguage('system', ['de-DE', 'fr-CA', 'en-US'])).toBe('fr')
    expect(matchLanguage('system', ['en-GB', 'fr'])).toBe('en')
  })

  it('understands POSIX names', () => {
    expect(matchLanguage('system', ['fr_FR.UTF-8'])).toBe('fr')
    expect(matchLanguage('system', ['C.UTF-8'])).toBe('en')
  })

  it('does not take a longer name for a language it knows', () => {
    expect(matchLanguage('system', ['frr-DE', 'fry'])).toBe('en')
  })

  it('falls back to English', () => {
    expect(matchLanguage('system', [])).toBe('en')
    expect(matchLanguage('system', ['ja-JP'])).toBe('en')
  })

  it('obeys the game master before the system', () => {
    expect(matchLanguage('fr', ['en-US'])).toBe('fr')
  })
})

describe('a translator', () => {
  it('speaks at once, without waiting for anything', () => {
    expect(createTranslator('en').t('menu.theme')).toBe('Theme')
    expect(createTranslator('fr').t('menu.theme')).toBe('Thème')
  })

  it('changes its language while running', async () => {
    const translator = createTranslator('en')
    const { t } = translator
    await translator.changeLanguage('fr')
    expect(t('menu.theme')).toBe('Thème')
  })

  it('does not disturb another translator', async () => {
    const english = createTranslator('en')
    await createTranslator('en').changeLanguage('fr')
    expect(english.t('menu.theme')).toBe('Theme')
  })

  it('shows what was typed as it is, without evaluating it', () => {
    const folder = '<b>$t(error.unexpected)</b> {{host}}'
    const sentence = errorSentence(createTranslator('en'), {
      code: 'disk-full',
      details: { folder },
    })
    expect(sentence).toContain(`“${folder}”`)
  })
})

describe('errorSentence', () => {
  it('fills in the details', () => {
    const error = new AppError('model-not-found', { host: 'images.test', model: 'dall-e-9' })
    expect(errorSentence(createTranslator('fr'), error)).toContain('«\u00a0dall-e-9\u00a0»')
  })

  it('leaves no mark where a detail is unknown', () => {
    const error = new AppError('link-expired', { status: null })
    expect(errorSentence(createTranslator('en'), error)).not.toMatch(/null|undefined|\{\{/)
  })
})

describe('formatBytes', () => {
  it('chooses the unit a person would', () => {
    expect(formatBytes(0)).toBe('0 bytes')
    expect(formatBytes(999)).toBe('999 bytes')
    expect(formatBytes(109_000)).toBe('109 kB')
    expect(formatBytes(2_800_000)).toBe('2.8 MB')
    expect(formatBytes(999_990_000)).toBe('1 GB')
  })

  it('writes it as the language does', () => {
    expect(formatBytes(2_800_000, 'fr').replace(/\s/gu, ' ')).toBe('2,8 Mo')
  })
})
