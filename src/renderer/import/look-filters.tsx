import { Chip, Group, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import {
  type ImportLook,
  type OldPortraitClass,
  oldPortraitClasses,
} from '../../shared/legacy-import'
import { useWords } from '../i18n'
import { useShortcut } from '../keys/shortcuts'
import classes from './look-step.module.css'

interface LookFiltersProps {
  readonly look: ImportLook
  /** Null shows every class. */
  readonly found: OldPortraitClass | null
  readonly onFound: (found: OldPortraitClass | null) => void
  readonly search: string
  readonly onSearch: (search: string) => void
}

const searchFieldId = 'import-search'

/** How many there are of each sort; a press shows only those. */
export function LookFilters({ look, found, onFound, search, onSearch }: LookFiltersProps) {
  const t = useWords()
  useShortcut('search', () => document.getElementById(searchFieldId)?.focus())
  const sorts = oldPortraitClasses.filter((sort) => (look.classes[sort] ?? 0) > 0)
  return (
    <div className={classes.filters}>
      <Chip.Group
        value={found ?? 'all'}
        onChange={(value: string) => onFound(sorts.find((sort) => sort === value) ?? null)}
      >
        <Group gap={8} role="group" aria-label={t('import.look.filter')}>
          <Chip value="all" size="sm" variant="outline">
            {t('import.look.chip', { label: t('import.look.all'), count: look.rows })}
          </Chip>
          {sorts.map((sort) => (
            <Chip key={sort} value={sort} size="sm" variant="outline">
              {t('import.look.chip', {
                label: t(`import.class.${sort}`),
                count: look.classes[sort] ?? 0,
              })}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <TextInput
        id={searchFieldId}
        className={classes.search}
        leftSection={<IconSearch size={17} aria-hidden />}
        aria-label={t('import.look.search')}
        placeholder={t('import.look.searchPlaceholder')}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
    </div>
  )
}
