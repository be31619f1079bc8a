import { ActionIcon, CloseButton, Kbd, Select, TextInput, Tooltip } from '@mantine/core'
import { IconGridDots, IconLayoutGrid, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import { type LibraryCounts, librarySorts } from '../../shared/library'
import { useWords } from '../i18n'
import { useShortcut } from '../keys/shortcuts'
import { usePreferences } from '../preferences'
import { focusWall } from '../wall/use-grid-keys'
import { FilterPanel } from './filter-panel'
import classes from './library-toolbar.module.css'
import { narrow, sortBy, useLibraryView } from './view'

/** Search, filters, order and size of the wall of all portraits. */
export function LibraryToolbar({ counts }: { readonly counts: LibraryCounts | undefined }) {
  const t = useWords()
  const { search, sort } = useLibraryView()
  const [preferences, change] = usePreferences()
  const field = useRef<HTMLInputElement>(null)
  useShortcut('search', () => field.current?.select())

  const leaveSearch = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      narrow({ search: '' })
      focusWall()
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') focusWall()
    else return
    event.preventDefault()
  }
  const isDense = preferences.density === 'dense'
  const densityLabel = t(isDense ? 'wall.toComfortable' : 'wall.toDense')
  return (
    <div className={classes.toolbar}>
      <TextInput
        ref={field}
        className={classes.search}
        type="text"
        role="searchbox"
        dir="auto"
        aria-label={t('gallery.search')}
        placeholder={t('gallery.searchPlaceholder')}
        value={search}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={
          search ? (
            <CloseButton
              size="sm"
              aria-label={t('wall.clearSearch')}
              onClick={() => narrow({ search: '' })}
            />
          ) : (
            <Kbd size="xs">/</Kbd>
          )
        }
        onChange={(event) => narrow({ search: event.currentTarget.value })}
        onKeyDown={leaveSearch}
      />
      <FilterPanel counts={counts} />
      <Select
        className={classes.choice}
        aria-label={t('wall.sort')}
        allowDeselect={false}
        value={sort}
        onChange={(chosen) => sortBy(librarySorts.find((known) => known === chosen) ?? 'newest')}
        data={librarySorts.map((value) => ({ value, label: t(`gallery.sorts.${value}`) }))}
      />
      <Tooltip label={densityLabel}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={densityLabel}
          onClick={() => void change({ density: isDense ? 'comfortable' : 'dense' })}
        >
          {isDense ? (
            <IconLayoutGrid size={20} aria-hidden />
          ) : (
            <IconGridDots size={20} aria-hidden />
          )}
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
