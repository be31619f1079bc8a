import { Badge, Button, MultiSelect, Popover, Stack, VisuallyHidden } from '@mantine/core'
import { IconTags } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { TagFilter as Filter } from '../../shared/tag'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { mostOptions } from '../ui/options'
import classes from './tag-filter.module.css'

const parts = ['all', 'any', 'none'] as const

interface TagFilterProps {
  readonly filter: Filter | undefined
  readonly onChange: (filter: Filter | undefined) => void
}

/** How many tags a filter asks for. */
export function countOf(filter: Filter | undefined): number {
  return parts.reduce((sum, part) => sum + (filter?.[part]?.length ?? 0), 0)
}

/** Narrows a wall by tags: all of these, any of these, none of these. */
export function TagFilter({ filter, onChange }: TagFilterProps) {
  const t = useWords()
  const active = countOf(filter)
  return (
    <Popover position="bottom-start" width={320} shadow="lg" trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" className={classes.open}>
          <VisuallyHidden>
            {active > 0 ? t('tags.filterActive', { count: active }) : t('tags.filter')}
          </VisuallyHidden>
          <IconTags size={18} stroke={1.6} aria-hidden />
          {active > 0 && (
            <Badge circle size="md" color="ember" variant="filled" ml={6} aria-hidden>
              {active}
            </Badge>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('tags.filter')}>
        <TagFilterFields filter={filter} onChange={onChange} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** The three choices of a filter by tags. */
export function TagFilterFields({ filter, onChange }: TagFilterProps) {
  const t = useWords()
  const { data: tags = [] } = useQuery(queries.tags())
  const options = tags.map(({ id, name }) => ({ value: String(id), label: name }))
  const change = (part: (typeof parts)[number], values: readonly string[]) => {
    const changed = { ...filter, [part]: values.map(Number) }
    onChange(countOf(changed) === 0 ? undefined : changed)
  }
  return (
    <Stack gap="sm">
      {parts.map((part) => (
        <MultiSelect
          key={part}
          label={t(`tags.filterBy.${part}`)}
          placeholder={(filter?.[part]?.length ?? 0) === 0 ? t('tags.choose') : ''}
          data={options}
          limit={mostOptions}
          value={(filter?.[part] ?? []).map(String)}
          onChange={(values) => change(part, values)}
          searchable
          selectFirstOptionOnChange
          clearable
          clearButtonProps={{ 'aria-label': t('gallery.clear') }}
          nothingFoundMessage={t('tags.noneFound')}
          comboboxProps={{ withinPortal: false }}
          maxDropdownHeight={220}
        />
      ))}
    </Stack>
  )
}
