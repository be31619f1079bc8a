import { asData, type Translate } from '../../../shared/translate'
import type { ImportWords } from './our-record'

/** What an import writes into records, in the game master's language. */
export function createImportWords(t: Translate): ImportWords {
  return {
    unnamed: (id) => t('import.record.unnamed', { id }),
    line: (what, text) =>
      t('import.record.line', { what: t(`import.record.${what}`), text, ...asData }),
    aiModel: (model) => t('import.record.aiModel', { model, ...asData }),
    rest: () => t('import.record.rest'),
  }
}
