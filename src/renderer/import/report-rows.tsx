import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import {
  type ImportOutcome,
  type ImportReport,
  type ImportRow,
  importOutcomes,
} from '../../shared/legacy-import'
import { useWords } from '../app/i18n'
import { NoRows } from './no-rows'
import { ReportActions } from './report-actions'
import { CameAs, OutcomeWords } from './report-cells'
import { RowFilters } from './row-filters'
import { RowTable } from './row-table'

const typingRestMs = 120

interface ReportRowsProps {
  readonly report: ImportReport
  readonly scroller: HTMLElement
}

/** Every row of the import and what became of it; those that need the game master come first. */
export function ReportRows({ report, scroller }: ReportRowsProps) {
  const t = useWords()
  const [chosen, setOutcome] = useState<ImportOutcome | null>(
    report.needsYou > 0 ? 'needs-you' : null,
  )
  const [search, setSearch] = useState('')
  const [searched] = useDebouncedValue(search.trim(), typingRestMs)
  if (report.total === 0) return null
  const sorts = importOutcomes.flatMap((sort) => {
    const count = report.outcomes[sort] ?? 0
    return count === 0 ? [] : [{ sort, label: t(`import.outcome.${sort}`), count }]
  })
  // The last one of a sort may have been settled: then there is nothing to choose any more.
  const outcome = sorts.some(({ sort }) => sort === chosen) ? chosen : null
  const sum = sorts.reduce((all, { count }) => all + count, 0)
  const isUndone = report.state === 'undone'
  const cells = (row: ImportRow) => [
    <CameAs key="who" row={row} />,
    <OutcomeWords key="outcome" row={row} />,
    isUndone ? null : <ReportActions key="deeds" importId={report.id} row={row} />,
  ]
  const showAll = () => {
    setOutcome(null)
    setSearch('')
  }
  return (
    <>
      <RowFilters
        label={t('import.report.filter')}
        all={{ label: t('import.report.all'), count: sum }}
        sorts={sorts}
        sort={outcome}
        onSort={setOutcome}
        search={search}
        onSearch={setSearch}
      />
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
        heads={[t('import.scan.name'), t('import.report.outcome'), t('import.report.actions')]}
        cells={cells}
        shape="report"
        whenEmpty={<NoRows onShowAll={showAll} />}
      />
    </>
  )
}
