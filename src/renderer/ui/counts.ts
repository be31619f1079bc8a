import { momentOf } from '../../shared/moment'
import { translator } from '../app/i18n'

const counted = [
  'campaigns',
  'characters',
  'portraits',
  'loosePortraits',
  'sessions',
  'messages',
  'users',
] as const

/** “12 campaigns, 340 characters and 310 portraits”: what there is none of is left out. */
export function countList(
  counts: Readonly<Partial<Record<(typeof counted)[number], number>>>,
): string {
  const parts = counted.flatMap((what) => {
    const count = counts[what] ?? 0
    return count === 0 ? [] : [translator.t(`import.count.${what}`, { count })]
  })
  return new Intl.ListFormat(translator.language, { type: 'conjunction' }).format(parts)
}

/** The last part of a path, whichever way its slashes lean. */
export function lastPart(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path
}

/** A moment for people: “22 November 2026 at 17:52”. */
export function moment(iso: string): string {
  const shape = { dateStyle: 'long', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat(translator.language, shape).format(momentOf(iso))
}
