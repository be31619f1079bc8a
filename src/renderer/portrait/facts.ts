import { type ImageServiceId, imageServiceIds } from '../../shared/generation'
import { momentOf } from '../../shared/moment'
import type { Portrait } from '../../shared/portrait'
import type { Translate } from '../../shared/translate'

/** Money for people: two decimals, three below ten cents, where the next cent matters. */
export function formatCost(costUsd: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: costUsd < 0.1 ? 3 : 2,
  }).format(costUsd)
}

/** A moment in the reader's own zone: the day, and the time unless it is only for a caption. */
export function formatMoment(time: string, language: string, isShort = false): string {
  const shape = isShort ? ({ dateStyle: 'medium' } as const) : longShape
  return new Intl.DateTimeFormat(language, shape).format(momentOf(time))
}

const longShape = { dateStyle: 'long', timeStyle: 'short' } as const

/** A day written `YYYY-MM-DD`, as that day everywhere. */
export function formatDay(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}

/** Where a portrait came from, in a few words. An avatar is called an avatar. */
export function sourceName(
  t: Translate,
  { source, provider }: Pick<Portrait, 'source' | 'provider'>,
): string {
  switch (source) {
    case 'generated':
      return t(isService(provider) ? `portrait.sourceBy.${provider}` : 'portrait.sourceGenerated')
    case 'avatar':
      return t('portrait.sourceAvatar')
    case 'own-file':
      return t('portrait.sourceOwn')
    case 'pasted':
      return t('portrait.sourcePasted')
    case 'copied':
      return t('portrait.sourceCopied')
    case 'imported':
      return t('portrait.sourceImported')
  }
}

function isService(provider: string | null): provider is ImageServiceId {
  return imageServiceIds.some((id) => id === provider)
}
