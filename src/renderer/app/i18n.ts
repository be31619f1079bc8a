import { useTranslation } from 'react-i18next'
import type { Language } from '../../shared/preferences'
import { createTranslator } from '../../shared/translate'

/** The window's only translator, for sentences outside a component, such as toasts. */
export const translator = createTranslator('en')

/** Speaks another language from now on, everywhere at once. */
export async function speak(language: Language): Promise<void> {
  document.documentElement.lang = language
  if (translator.language !== language) await translator.changeLanguage(language)
}

/** Words for a component, which is drawn again when the language changes. */
export function useWords() {
  const { t } = useTranslation(undefined, { i18n: translator })
  return t
}
