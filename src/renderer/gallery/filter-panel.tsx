import { Badge, Button, Popover, ScrollArea, Select } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import {
  type FacetCounts,
  type GalleryFacet,
  galleryAges,
  galleryFacets,
  galleryFiltersSchema,
  gallerySizes,
} from '../../shared/gallery'
import { queries } from '../app/api'
import { translator, useWords } from '../app/i18n'
import { mostOptions } from '../ui/options'
import { facetWord } from './facet-words'
import classes from './filter-panel.module.css'
import { setFilter, useGalleryView } from './gallery-view'
import { usePortraitCounts } from './use-gallery'

/** These have an order of their own; the others begin with what there is most of. */
const ordered: Partial<Record<GalleryFacet, readonly string[]>> = {
  size: gallerySizes,
  age: galleryAges,
}

/** The names of all campaigns, by the id as a filter holds it. */
export function useCampaignNames(): ReadonlyMap<string, string> {
  const { data: campaigns = [] } = useQuery(queries.campaigns())
  return new Map(campaigns.map(({ id, name }) => [String(id), name]))
}

/** Sets a filter from the text of a choice; null lets everything through. */
export function chooseFacet(facet: GalleryFacet, value: string | null): void {
  const given = value === null ? {} : { [facet]: facet === 'campaign' ? Number(value) : value }
  const parsed = galleryFiltersSchema.safeParse(given)
  if (parsed.success) setFilter(facet, parsed.data[facet])
}

/** Every filter, each of its values with how many portraits it would leave. */
export function FilterPanel() {
  const t = useWords()
  const counts = usePortraitCounts()
  const { filters } = useGalleryView()
  const names = useCampaignNames()
  // Tags have a control of their own beside this one.
  const { tags: _tags, ...own } = filters
  const active = Object.keys(own).length
  return (
    <Popover position="bottom-start" width={460} shadow="lg" trapFocus withinPortal>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.open}
          leftSection={<IconFilter size={18} stroke={1.6} aria-hidden />}
          rightSection={
            active > 0 && (
              <Badge circle size="md" color="ember" variant="filled">
                {active}
              </Badge>
            )
          }
        >
          {t('gallery.filter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('gallery.filter')} className={classes.panel}>
        <ScrollArea.Autosize mah="min(560px, calc(100dvh - 240px))" offsetScrollbars>
          <div className={classes.grid}>
            {galleryFacets.map((facet) => (
              <Select
                key={facet}
                label={t(`gallery.facet.${facet}`)}
                placeholder={t('gallery.any')}
                value={filters[facet] === undefined ? null : String(filters[facet])}
                onChange={(value) => chooseFacet(facet, value)}
                data={optionsFor(facet, counts, filters[facet], (value) =>
                  facetWord(t, facet, value, names),
                )}
                openOnFocus={false}
                searchable={isSearched(facet)}
                limit={isSearched(facet) ? mostOptions : undefined}
                clearable
                clearButtonProps={{ 'aria-label': t('gallery.clear') }}
                nothingFoundMessage={t('gallery.noChoice')}
                comboboxProps={{ withinPortal: false }}
                maxDropdownHeight={240}
              />
            ))}
          </div>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The values of these are the user’s own words, and may be many. */
function isSearched(facet: GalleryFacet): boolean {
  return facet === 'campaign' || facet === 'model'
}

function optionsFor(
  facet: GalleryFacet,
  counts: FacetCounts | undefined,
  chosen: unknown,
  wordFor: (value: string) => string,
) {
  const found = Object.entries(counts?.[facet] ?? {})
  const isThere = found.some(([value]) => value === String(chosen))
  if (chosen !== undefined && !isThere) found.push([String(chosen), 0])
  const order = ordered[facet]
  const sorted = found.sort(([one, first], [other, second]) =>
    order ? order.indexOf(one) - order.indexOf(other) : second - first || (one < other ? -1 : 1),
  )
  const number = new Intl.NumberFormat(translator.language)
  return sorted.map(([value, count]) => ({
    value,
    label: `${wordFor(value)} (${number.format(count)})`,
  }))
}
