import { Button, Kbd, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type CharacterFilter, characterFilters, characterSorts } from '../../shared/character'
import { useWords } from '../app/i18n'
import { keyNames } from '../app/keys/key-names'
import { useShortcut } from '../app/keys/shortcuts'
import { openDialog } from '../app/navigation'
import { usePreferences } from '../app/preferences'
import { Hint } from '../ui/tooltip'
import { DensitySwitch } from './density-switch'
import { WallSearch } from './wall-search'
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
  const add = () => openDialog({ kind: 'new-character', campaignId })
  useShortcut('new-character', add)
  return (
    <div className={classes.toolbar} data-wall-toolbar>
      <WallSearch
        className={classes.search}
        label={t('wall.search')}
        placeholder={t('wall.searchPlaceholder')}
        value={search}
        onChange={onSearch}
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
      <DensitySwitch />
      <Hint
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
      </Hint>
    </div>
  )
}
