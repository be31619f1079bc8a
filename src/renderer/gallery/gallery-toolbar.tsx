import { Select } from '@mantine/core'
import { gallerySorts } from '../../shared/gallery'
import { useWords } from '../app/i18n'
import { TagFilter } from '../tags/tag-filter'
import { SizeSlider } from '../wall/size-slider'
import { WallSearch } from '../wall/wall-search'
import { FilterPanel } from './filter-panel'
import classes from './gallery-toolbar.module.css'
import { narrow, setFilter, sortBy, useGalleryView } from './gallery-view'

/** Search, filters, order and size of the wall of all portraits. */
export function GalleryToolbar() {
  const t = useWords()
  const { search, sort, filters } = useGalleryView()
  return (
    <div className={classes.toolbar}>
      <WallSearch
        className={classes.search}
        label={t('gallery.search')}
        placeholder={t('gallery.searchPlaceholder')}
        value={search}
        onChange={(text) => narrow({ search: text })}
      />
      <FilterPanel />
      <TagFilter filter={filters.tags} onChange={(tags) => setFilter('tags', tags)} />
      <Select
        className={classes.choice}
        aria-label={t('wall.sort')}
        allowDeselect={false}
        value={sort}
        onChange={(chosen) => sortBy(gallerySorts.find((known) => known === chosen) ?? 'newest')}
        data={gallerySorts.map((value) => ({ value, label: t(`gallery.sorts.${value}`) }))}
      />
      <SizeSlider />
    </div>
  )
}
