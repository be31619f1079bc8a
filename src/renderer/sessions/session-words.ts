import { daySchema, type SessionReference } from '../../shared/session'
import type { Translate } from '../../shared/translate'
import { translator } from '../app/i18n'

/** `Session 3`, with its title where it has one. */
export function sessionName(
  t: Translate,
  { number, title }: Pick<SessionReference, 'number' | 'title'>,
) {
  return title === '' ? t('sessions.numbered', { number }) : t('sessions.titled', { number, title })
}

/** A day of the calendar for people: “29 November 2026”. What is no day is shown as it is stored. */
export function dayText(day: string): string {
  if (!daySchema.safeParse(day).success) return day
  const shape = { dateStyle: 'long', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(translator.language, shape).format(new Date(`${day}T00:00:00Z`))
}
