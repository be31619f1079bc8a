import { type ImportRow, noticesOf, type OldPortraitReason } from '../../shared/legacy-import'
import { translator } from '../app/i18n'
import { moment } from '../ui/counts'

/** What an old row's portrait turned out to be, in plain words. */
export function classWords({ class: found, form }: Pick<ImportRow, 'class' | 'form'>): string {
  const { t } = translator
  if (form === 'outside') return t('import.outsidePath')
  if (found !== 'other-url') return t(`import.class.${found}`)
  return t(form === 'url' ? 'import.otherAddress' : 'import.embedded')
}

/** The fact that makes a reason's sentence say more, where it is known. */
const statedFacts: Readonly<Partial<Record<OldPortraitReason, string>>> = {
  'file-too-large': 'bytes',
  'link-expired': 'since',
  'link-refused': 'host',
}

/**
 * Why a row's portrait is not simply there, or what had to be changed in it, in sentences; null when there is
 * nothing to say.
 */
export function reasonSentence(row: Pick<ImportRow, 'reason' | 'details'>) {
  const { reason, details } = row
  if (reason === null) {
    const said = noticesOf(row).map((notice) => translator.t(`notice.picture.${notice}`))
    return said.length === 0 ? null : said.join(' ')
  }
  const fact = statedFacts[reason]
  const value = fact === undefined ? undefined : details[fact]
  if (fact === undefined || value === undefined || value === null)
    return translator.t(`import.reason.${reason}`)
  const shown = fact === 'since' && typeof value === 'string' ? moment(value) : value
  const facts: Readonly<Record<string, unknown>> = { context: fact, [fact]: shown }
  return translator.t(`import.reason.${reason}`, facts)
}
