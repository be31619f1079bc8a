import { app } from 'electron'
import { createTranslator, matchLanguage, type Translator } from '../../shared/translate'

/** Speaks the language of the system, before any preferences were read. */
export function systemTranslator(): Translator {
  return createTranslator(matchLanguage('system', [app.getLocale()]))
}
