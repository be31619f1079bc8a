import type { GalleryFacet } from '../../shared/gallery'
import { imageServiceIds } from '../../shared/generation'
import { statusWord } from '../../shared/status-words'
import type { Translate } from '../../shared/translate'

const services: readonly string[] = imageServiceIds

/** What a value of a filter is called. Models and services of before are called what they are called. */
export function facetWord(
  t: Translate,
  facet: GalleryFacet,
  value: string,
  campaigns: ReadonlyMap<string, string>,
): string {
  switch (facet) {
    case 'campaign':
      return campaigns.get(value) ?? t('gallery.campaignGone')
    case 'provider':
      if (value === 'avatar') return t('gallery.provider.avatar')
      return services.includes(value) ? t(serviceKey(value)) : value
    case 'model':
      return value
    case 'status':
      return statusWord(t, value)
    case 'format':
      return value.toUpperCase()
    default:
      return t(`gallery.value.${facet}.${value}` as 'gallery.value.owner.unassigned')
  }
}

function serviceKey(service: string) {
  return `gallery.provider.${service}` as 'gallery.provider.openai'
}
