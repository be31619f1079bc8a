import { Chip, Group, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import {
  type ImportOutcome,
  type ImportReport,
  type ImportRow,
  importOutcomes,
} from '../../shared/legacy-import'
import { useWords } from '../i18n'
import classes from './look-step.module.css'
import { NoRows } from './no-rows'
import { CameAs, OutcomeWords } from './report-cells'
import { ReportDeeds } from './report-deeds'
import { RowTable } from './row-table'

const typingRestMs = 120

interface ReportRowsProps {
  readonly report: ImportReport
  readonly scroller: HTMLElement
}

/** Every row of the import and what became of it; those that need the game master come first. */
export function ReportRows({ report, scroller }: ReportRowsProps) {
  const t = useWords()
  const [outcome, setOutcome] = useState<ImportOutcome | null>(
    report.needsYou > 0 ? 'needs-you' : null,
  )
  const [search, setSearch] = useState('')
  const [searched] = useDebouncedValue(search.trim(), typingRestMs)
  if (report.total === 0) return null
  const sorts = importOutcomes.filter((sort) => (report.outcomes[sort] ?? 0) > 0)
  const sum = sorts.reduce((all, sort) => all + (report.outcomes[sort] ?? 0), 0)
  const isUndone = report.state === 'undone'
  const cells = (row: ImportRow) => [
    <CameAs key="who" row={row} />,
    <OutcomeWords key="outcome" row={row} />,
    isUndone ? null : <ReportDeeds key="deeds" importId={report.id} row={row} />,
  ]
  const showAll = () => {
    setOutcome(null)
    setSearch('')
  }
  return (
    <>
      <div className={classes.filters}>
        <Chip.Group
          value={outcome ?? 'all'}
          onChange={(value: string) => setOutcome(sorts.find((sort) => sort === value) ?? null)}
        >
          <Group gap={8} role="group" aria-label={t('import.report.filter')}>
            <Chip value="all" size="sm" variant="outline">
              {t('import.look.chip', { label: t('import.report.all'), count: sum })}
            </Chip>
            {sorts.map((sort) => (
              <Chip key={sort} value={sort} size="sm" variant="outline">
                {t('import.look.chip', {
                  label: t(`import.outcome.${sort}`),
                  count: report.outcomes[sort] ?? 0,
                })}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <TextInput
          className={classes.search}
          leftSection={<IconSearch size={17} aria-hidden />}
          aria-label={t('import.look.search')}
          placeholder={t('import.look.searchPlaceholder')}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      </div>
      <RowTable
        key={`${outcome}|${searched}`}
        label={t('import.report.rows')}
        scroller={scroller}
        selection={{
          of: { kind: 'import', id: report.id },
          class: null,
          outcome,
          search: searched,
        }}
        heads={[t('import.look.name'), t('import.report.outcome'), t('import.report.deeds')]}
        cells={cells}
        shape="report"
        whenEmpty={<NoRows onShowAll={showAll} />}
      />
    </>
  )
}
