import { Alert } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import {
  type ImportRow,
  type ImportScan,
  type OldPortraitClass,
  oldPortraitClasses,
} from '../../shared/legacy-import'
import { useWords } from '../app/i18n'
import { countList, lastPart } from '../ui/counts'
import { NoRows } from './no-rows'
import { OldPortraitWords, Owner, ScannedPortrait } from './row-cells'
import { RowFilters } from './row-filters'
import { RowTable } from './row-table'
import { ScanNotes } from './scan-notes'
import classes from './scan-step.module.css'
import { useImportSession } from './session'

const typingRestMs = 120

interface LookedAroundProps {
  readonly scan: ImportScan
  readonly scroller: HTMLElement
}

/** What was found: how much, of what sort, and every row of it. */
export function ScanResult({ scan, scroller }: LookedAroundProps) {
  const t = useWords()
  const { scanNumber } = useImportSession()
  const [found, setFound] = useState<OldPortraitClass | null>(null)
  const [search, setSearch] = useState('')
  const [searched] = useDebouncedValue(search.trim(), typingRestMs)
  // With a single owner the column would say nothing.
  const hasOwners = scan.users.length > 1
  const heads = [
    t('import.scan.name'),
    t('import.scan.kind'),
    ...(hasOwners ? [t('import.scan.owner')] : []),
    t('import.scan.portrait'),
  ]
  const cells = (row: ImportRow) => [
    <ScannedPortrait key="who" row={row} scanNumber={scanNumber} />,
    t(`import.scan.kinds.${row.kind}`),
    ...(hasOwners ? [<Owner key="owner" row={row} />] : []),
    <OldPortraitWords key="portrait" row={row} />,
  ]
  const sorts = oldPortraitClasses.flatMap((sort) => {
    const count = scan.classes[sort] ?? 0
    return count === 0 ? [] : [{ sort, label: t(`import.class.${sort}`), count }]
  })
  const showAll = () => {
    setFound(null)
    setSearch('')
  }
  return (
    <>
      <Summary scan={scan} />
      <ScanNotes scan={scan} />
      {scan.rows === 0 ? (
        <p className={classes.nothing}>
          {t(scan.generation === null ? 'import.scan.noDatabase' : 'import.scan.noRows')}
        </p>
      ) : (
        <>
          <RowFilters
            label={t('import.scan.filter')}
            all={{ label: t('import.scan.all'), count: scan.rows }}
            sorts={sorts}
            sort={found}
            onSort={setFound}
            search={search}
            onSearch={setSearch}
          />
          <RowTable
            key={`${found}|${searched}`}
            label={t('import.scan.rows')}
            scroller={scroller}
            selection={{
              of: { kind: 'look', look: scanNumber },
              class: found,
              outcome: null,
              search: searched,
            }}
            heads={heads}
            cells={cells}
            shape={hasOwners ? 'owned' : 'look'}
            whenEmpty={<NoRows onShowAll={showAll} />}
          />
        </>
      )}
    </>
  )
}

function Summary({ scan }: { readonly scan: ImportScan }) {
  const t = useWords()
  const campaigns = scan.campaigns.length
  const list = countList({
    campaigns,
    characters: scan.rows - campaigns,
    messages: scan.messages,
    users: scan.users.length,
  })
  return (
    <>
      <p className={classes.summary}>
        {list !== '' &&
          `${t('import.scan.of', { name: lastPart(scan.source.database ?? scan.source.chosen), list })} `}
        {scan.pictureBytes > 0 && `${t('import.scan.pictures', { bytes: scan.pictureBytes })} `}
        {scan.alreadyImported > 0 && t('import.scan.already', { count: scan.alreadyImported })}
      </p>
      {scan.generation === 'newer' && (
        <Alert mb="md" role="note">
          {t('import.scan.newer')}
        </Alert>
      )}
    </>
  )
}
