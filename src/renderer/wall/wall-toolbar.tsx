import { Button, Kbd, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { characterSorts } from '../../shared/character'
import { useWords } from '../app/i18n'
import { keyNames } from '../app/keys/key-names'
import { useShortcut } from '../app/keys/shortcuts'
import { usePreferences } from '../app/preferences'
import { TagFilter } from '../tags/tag-filter'
import { HoverTooltip } from '../ui/tooltip'
import { EmptyCard } from './empty-card'
import { startNewCard, useNewCard } from './new-card'
import { SizeSlider } from './size-slider'
import { type ShownCast, WallFilter } from './wall-filter'
import { WallSearch } from './wall-search'
import classes from './wall-toolbar.module.css'

interface WallToolbarProps {
  readonly campaignId: number
  /** What stands before the search. */
  readonly mark: ReactNode
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly shown: ShownCast
  readonly onShown: (shown: ShownCast) => void
  /** How many are on the wall, when it is narrowed and that is known. */
  readonly found: number | undefined
}

/** Search, filter, order and size of the wall; stays in sight while the cast scrolls. */
export function WallToolbar(props: WallToolbarProps) {
  const { campaignId, mark, search, onSearch, shown, onShown, found } = props
  const t = useWords()
  const [preferences, change] = usePreferences()
  const isAdding = useNewCard().campaignId === campaignId
  const add = () => startNewCard(campaignId)
  useShortcut('new-character', add)
  return (
    <div className={classes.toolbar} data-wall-toolbar>
      {mark}
      <WallSearch
        className={classes.search}
        label={t('wall.search')}
        placeholder={t('wall.searchPlaceholder')}
        value={search}
        onChange={onSearch}
      />
      <span className={classes.found} role="status">
        {found !== undefined &&
          t('wall.found', {
            count: found,
          })}
      </span>
      <WallFilter campaignId={campaignId} shown={shown} onChange={onShown} />
      <TagFilter
        filter={shown.tags}
        onChange={(tags) => {
          const { tags: _former, ...others } = shown
          onShown(tags === undefined ? others : { ...others, tags })
        }}
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
      <SizeSlider />
      <HoverTooltip
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
      </HoverTooltip>
      {isAdding && <EmptyCard campaignId={campaignId} />}
    </div>
  )
}
