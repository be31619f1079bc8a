import { ActionIcon, Button, CloseButton, Kbd, Select, TextInput, Tooltip } from '@mantine/core'
import { IconGridDots, IconLayoutGrid, IconPlus, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import { type CharacterFilter, characterFilters, characterSorts } from '../../shared/character'
import { useWords } from '../i18n'
import { keyNames } from '../keys/key-names'
import { useShortcut } from '../keys/shortcuts'
import { openDialog } from '../place'
import { usePreferences } from '../preferences'
import { focusWall } from './use-grid-keys'
import classes from './wall-toolbar.module.css'

interface WallToolbarProps {
  readonly campaignId: number
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly filter: CharacterFilter
  readonly onFilter: (filter: CharacterFilter) => void
}

/** Search, filter, order and size of the wall; stays in sight while the cast scrolls. */
export function WallToolbar({ campaignId, search, onSearch, filter, onFilter }: WallToolbarProps) {
  const t = useWords()
  const [preferences, change] = usePreferences()
  const field = useRef<HTMLInputElement>(null)
  const add = () => openDialog({ kind: 'new-character', campaignId })
  useShortcut('search', () => field.current?.select())
  useShortcut('new-character', add)

  const leaveSearch = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      onSearch('')
      focusWall()
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') focusWall()
    else return
    event.preventDefault()
  }
  const isDense = preferences.density === 'dense'
  return (
    <div className={classes.toolbar} data-wall-toolbar>
      <TextInput
        ref={field}
        className={classes.search}
        type="text"
        role="searchbox"
        dir="auto"
        aria-label={t('wall.search')}
        placeholder={t('wall.searchPlaceholder')}
        value={search}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={
          search ? (
            <CloseButton
              size="sm"
              aria-label={t('wall.clearSearch')}
              onClick={() => onSearch('')}
            />
          ) : (
            <Kbd size="xs">/</Kbd>
          )
        }
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={leaveSearch}
      />
      <Select
        className={classes.choice}
        aria-label={t('wall.filter')}
        allowDeselect={false}
        value={filter}
        onChange={(chosen) => onFilter(characterFilters.find((known) => known === chosen) ?? 'all')}
        data={characterFilters.map((value) => ({ value, label: t(`wall.filters.${value}`) }))}
      />
      <Select
        className={classes.choice}
        aria-label={t('wall.sort')}
        allowDeselect={false}
        value={preferences.sort}
        onChange={(chosen) => {
          const sort = characterSorts.find((known) => known === chosen)
          if (sort) void change({ sort })
        }}
        data={characterSorts.map((value) => ({ value, label: t(`wall.sorts.${value}`) }))}
      />
      <Tooltip label={t(isDense ? 'wall.toComfortable' : 'wall.toDense')}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t(isDense ? 'wall.toComfortable' : 'wall.toDense')}
          onClick={() => void change({ density: isDense ? 'comfortable' : 'dense' })}
        >
          {isDense ? (
            <IconLayoutGrid size={20} aria-hidden />
          ) : (
            <IconGridDots size={20} aria-hidden />
          )}
        </ActionIcon>
      </Tooltip>
      <Tooltip
        label={
          <>
            {t('wall.newCharacter')} <Kbd size="xs">{keyNames('new-character')}</Kbd>
          </>
        }
      >
        <Button
          className={classes.add}
          leftSection={<IconPlus size={18} aria-hidden />}
          aria-label={t('wall.newCharacter')}
          onClick={add}
        >
          <span className={classes.addText}>{t('wall.newCharacter')}</span>
        </Button>
      </Tooltip>
    </div>
  )
}
