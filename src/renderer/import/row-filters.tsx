import { Chip, Group, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useWords } from '../app/i18n'
import { useShortcut } from '../app/keys/shortcuts'
import classes from './row-filters.module.css'

interface RowFiltersProps<Sort extends string> {
  /** What the filter is about, for screen readers. */
  readonly label: string
  readonly all: { readonly label: string; readonly count: number }
  readonly sorts: readonly { readonly sort: Sort; readonly label: string; readonly count: number }[]
  /** Null shows all. */
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
  readonly search: string
  readonly onSearch: (search: string) => void
}

const searchFieldId = 'import-search'
const everything = 'all'

/** How many there are of each sort, to be pressed to see only those; and a search by name. */
export function RowFilters<Sort extends string>(props: RowFiltersProps<Sort>) {
  const { label, all, sorts, sort, onSort, search, onSearch } = props
  const t = useWords()
  useShortcut('find', () => document.getElementById(searchFieldId)?.focus())
  return (
    <div className={classes.filters}>
      <Chip.Group
        value={String(sort ?? everything)}
        onChange={(value) => onSort(sorts.find((one) => one.sort === value)?.sort ?? null)}
      >
        <Group gap={8} role="radiogroup" aria-label={label}>
          <FilterChip value={everything} {...all} />
          {sorts.map((one) => (
            <FilterChip key={one.sort} value={one.sort} label={one.label} count={one.count} />
          ))}
        </Group>
      </Chip.Group>
      <TextInput
        id={searchFieldId}
        className={classes.search}
        leftSection={<IconSearch size={17} aria-hidden />}
        aria-label={t('import.scan.search')}
        placeholder={t('import.scan.searchPlaceholder')}
        value={search}
        onChange={({ currentTarget }) => onSearch(currentTarget.value)}
      />
    </div>
  )
}

interface FilterChipProps {
  readonly value: string
  readonly label: string
  readonly count: number
}

function FilterChip({ value, label, count }: FilterChipProps) {
  const t = useWords()
  return (
    <Chip
      value={value}
      size="xs"
      variant="outline"
      vars={() => ({ root: { '--chip-size': '1.75rem', '--chip-padding': '0.75rem' } })}
    >
      {t('import.scan.chip', { label, count })}
    </Chip>
  )
}
