import { Button, CloseButton } from '@mantine/core'
import { type GalleryFacet, galleryFacets } from '../../shared/gallery'
import type { Subject } from '../../shared/subject'
import { translator, useWords } from '../app/i18n'
import { useSubject } from '../portrait/use-subject'
import { facetWord } from './facet-words'
import classes from './filter-line.module.css'
import { chooseFacet, useCampaignNames } from './filter-panel'
import { setFilter, showEverything, useGalleryView } from './gallery-view'
import { usePortraitCounts } from './use-gallery'

/** What is asked for most, at one click. */
const quick = [
  ['star', 'starred'],
  ['use', 'unused'],
  ['file', 'missing'],
  ['owner', 'unassigned'],
] as const satisfies readonly (readonly [GalleryFacet, string])[]

/** How many portraits are shown, the quickest filters, and those that are set. */
export function FilterLine({ total }: { readonly total: number | undefined }) {
  const t = useWords()
  const counts = usePortraitCounts()
  const { filters, search } = useGalleryView()
  const names = useCampaignNames()
  const number = new Intl.NumberFormat(translator.language)
  const isQuick = (facet: GalleryFacet) =>
    quick.some(([one, value]) => one === facet && filters[facet] === value)
  const others = galleryFacets.filter((facet) => filters[facet] !== undefined && !isQuick(facet))
  const isNarrowed = search !== '' || Object.keys(filters).length > 0
  return (
    <div className={classes.line}>
      <div className={classes.chips}>
        {quick.map(([facet, value]) => (
          <button
            key={facet}
            type="button"
            className={classes.chip}
            aria-pressed={filters[facet] === value}
            onClick={() => chooseFacet(facet, filters[facet] === value ? null : value)}
          >
            {t(`gallery.quick.${value}`)}
            <span className={classes.count}>{number.format(counts?.[facet][value] ?? 0)}</span>
          </button>
        ))}
        {filters.subject && <SubjectPill subject={filters.subject} />}
        {others.map((facet) => (
          <Pill
            key={facet}
            label={`${t(`gallery.facet.${facet}`)}: ${facetWord(t, facet, String(filters[facet]), names)}`}
            onRemove={() => chooseFacet(facet, null)}
          />
        ))}
        {isNarrowed && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={showEverything}>
            {t('gallery.showAll')}
          </Button>
        )}
      </div>
      <span className={classes.total} role="status">
        {total === undefined ? '' : t('gallery.total', { count: total })}
      </span>
    </div>
  )
}

function SubjectPill({ subject }: { readonly subject: Subject }) {
  const t = useWords()
  const name = useSubject(subject)?.name ?? ''
  return (
    <Pill label={t('gallery.onlyOf', { name })} onRemove={() => setFilter('subject', undefined)} />
  )
}

function Pill({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }) {
  const t = useWords()
  return (
    <span className={classes.pill}>
      <bdi className={classes.pillText}>{label}</bdi>
      <CloseButton
        size="xs"
        aria-label={t('gallery.remove', { filter: label })}
        onClick={onRemove}
      />
    </span>
  )
}
