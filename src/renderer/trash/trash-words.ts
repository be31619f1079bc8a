import { momentOf } from '../../shared/moment'
import { formatBytes } from '../../shared/translate'
import type { TrashCounts, TrashEntry, TrashItem, TrashKind } from '../../shared/trash'
import { translator } from '../app/i18n'
import { sessionName } from '../sessions/session-words'
import { countList } from '../ui/counts'

/** A day for people in their own zone: “4 December”, with its year when that is another one. */
export function dayOf(iso: string): string {
  const day = momentOf(iso)
  const isThisYear = day.getFullYear() === new Date().getFullYear()
  return new Intl.DateTimeFormat(translator.language, {
    day: 'numeric',
    month: 'long',
    year: isThisYear ? undefined : 'numeric',
  }).format(day)
}

/** “2 campaigns and 12 portraits”, of things that lie in the trash on their own. */
export function kindList(counts: Readonly<Record<TrashKind, number>>): string {
  const { campaign, character, portrait, session } = counts
  return countList({
    campaigns: campaign,
    characters: character,
    portraits: portrait,
    sessions: session,
  })
}

/** How many there are of each kind. */
export function countKinds(items: readonly TrashItem[]): Record<TrashKind, number> {
  const counts = { campaign: 0, character: 0, portrait: 0, session: 0 }
  for (const { kind } of items) counts[kind] += 1
  return counts
}

/** “1 campaign, 12 characters, 31 portraits and 240 messages”. */
export function countParts(counts: TrashCounts): string {
  const { campaigns, characters, portraits, sessions, messages } = counts
  return countList({ campaigns, characters, portraits, sessions, messages })
}

/** The name of an item in the trash; an unassigned portrait has none of its own. */
export function nameOf({ name, number }: Pick<TrashEntry, 'name' | 'number'>): string {
  if (number !== null) return sessionName(translator.t, { number, title: name })
  return name === '' ? translator.t('trash.unassignedName') : name
}

/** Of what kind it is, and where it belongs. */
export function kindOf({ kind, subject, campaignName }: TrashEntry): string {
  const { t } = translator
  if (kind === 'campaign') return t('trash.what.campaign')
  if (kind === 'character') return t('trash.what.character', { campaign: campaignName ?? '' })
  if (kind === 'session') return t('trash.what.session', { campaign: campaignName ?? '' })
  if (subject === null) return t('trash.what.unassigned')
  return campaignName === null
    ? t('trash.what.portrait')
    : t('trash.what.portraitIn', { campaign: campaignName })
}

/** What comes back with it. */
export function backWith(entry: TrashEntry): string {
  const { kind, characters, portraits, sessions, messages, bytes } = entry
  const { t, language } = translator
  const size = formatBytes(bytes, language)
  if (kind === 'session') return size
  if (kind === 'portrait') {
    return entry.wasCurrent ? [t('trash.shownAgain'), size].join(' · ') : size
  }
  const counted = countList({ characters, portraits, sessions })
  const journal = messages === 0 ? '' : t('trash.journal', { count: messages })
  const parts = [counted, journal].filter((part) => part !== '')
  if (parts.length === 0) return t('trash.backAlone')
  const list = new Intl.ListFormat(language, { type: 'conjunction' }).format(parts)
  return [t('trash.back', { list }), ...(bytes === 0 ? [] : [size])].join(' · ')
}

/** What it belongs to and comes back with it, or null. */
export function belongsTo({ within }: TrashEntry): string | null {
  const { t } = translator
  const [first, second] = within
  if (first === undefined) return null
  if (second !== undefined) return t('trash.withBoth')
  return t(first === 'campaign' ? 'trash.withCampaign' : 'trash.withCharacter')
}

/** Since when it is here, and when it leaves. */
export function stayOf({ trashedAt, leavesAt }: TrashEntry): string[] {
  const { t } = translator
  const since = t('trash.since', { day: dayOf(trashedAt) })
  return leavesAt === null ? [since] : [since, t('trash.leaves', { day: dayOf(leavesAt) })]
}
