import type { ImportRow, OldPortraitReason } from '../../shared/legacy-import'
import { moment } from '../components/counts'
import { translator } from '../i18n'

/** What an old row's portrait turned out to be, in plain words. */
export function classWords({ class: found, form }: Pick<ImportRow, 'class' | 'form'>): string {
  const { t } = translator
  if (form === 'outside') return t('import.outsidePath')
  if (found !== 'other-url') return t(`import.class.${found}`)
  return t(form === 'url' ? 'import.otherAddress' : 'import.embedded')
}

/** The fact that makes a reason's sentence say more, where it is known. */
const tellingFacts: Readonly<Partial<Record<OldPortraitReason, string>>> = {
  'file-too-large': 'bytes',
  'link-expired': 'since',
  'link-refused': 'host',
}

/** Why a row's portrait is not simply there, as a sentence; null when nothing is the matter. */
export function reasonSentence({ reason, details }: Pick<ImportRow, 'reason' | 'details'>) {
  if (reason === null) return null
  const fact = tellingFacts[reason]
  const value = fact === undefined ? undefined : details[fact]
  if (fact === undefined || value === undefined || value === null)
    return translator.t(`import.reason.${reason}`)
  const shown = fact === 'since' && typeof value === 'string' ? moment(value) : value
  const facts: Readonly<Record<string, unknown>> = { context: fact, [fact]: shown }
  return translator.t(`import.reason.${reason}`, facts)
}
