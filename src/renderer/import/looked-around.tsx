import { Alert } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { ImportLook, ImportRow, OldPortraitClass } from '../../shared/legacy-import'
import { useWords } from '../i18n'
import { countList, lastPart } from './counts'
import { LookFilters } from './look-filters'
import { LookNotes } from './look-notes'
import classes from './look-step.module.css'
import { NoRows } from './no-rows'
import { LookedAt, OldPortraitWords, Owner } from './row-cells'
import { RowTable } from './row-table'
import { useVisit } from './visit'

const typingRestMs = 120

interface LookedAroundProps {
  readonly look: ImportLook
  readonly scroller: HTMLElement
}

/** What was found: how much, of what sort, and every row of it. */
export function LookedAround({ look, scroller }: LookedAroundProps) {
  const t = useWords()
  const { lookNumber } = useVisit()
  const [found, setFound] = useState<OldPortraitClass | null>(null)
  const [search, setSearch] = useState('')
  const [searched] = useDebouncedValue(search.trim(), typingRestMs)
  const heads = [
    t('import.look.name'),
    t('import.look.kind'),
    t('import.look.owner'),
    t('import.look.portrait'),
  ]
  const cells = (row: ImportRow) => [
    <LookedAt key="who" row={row} look={lookNumber} />,
    t(`import.look.kinds.${row.kind}`),
    <Owner key="owner" row={row} />,
    <OldPortraitWords key="portrait" row={row} />,
  ]
  const showAll = () => {
    setFound(null)
    setSearch('')
  }
  return (
    <>
      <Summary look={look} />
      <LookNotes look={look} />
      {look.rows === 0 ? (
        <p className={classes.nothing}>
          {t(look.generation === null ? 'import.look.noDatabase' : 'import.look.noRows')}
        </p>
      ) : (
        <>
          <LookFilters
            look={look}
            found={found}
            onFound={setFound}
            search={search}
            onSearch={setSearch}
          />
          <RowTable
            key={`${found}|${searched}`}
            label={t('import.look.rows')}
            scroller={scroller}
            selection={{
              of: { kind: 'look', look: lookNumber },
              class: found,
              outcome: null,
              search: searched,
            }}
            heads={heads}
            cells={cells}
            shape="look"
            whenEmpty={<NoRows onShowAll={showAll} />}
          />
        </>
      )}
    </>
  )
}

function Summary({ look }: { readonly look: ImportLook }) {
  const t = useWords()
  const sum = (of: (user: ImportLook['users'][number]) => number) =>
    look.users.reduce((all, user) => all + of(user), 0)
  const campaigns = Math.max(
    look.campaigns.length,
    sum((user) => user.campaigns),
  )
  const list = countList({
    campaigns,
    characters: look.rows - campaigns,
    messages: look.messages,
    users: look.users.length,
  })
  return (
    <>
      <p className={classes.summary}>
        {list !== '' &&
          `${t('import.look.of', { name: lastPart(look.source.database ?? look.source.chosen), list })} `}
        {look.pictureBytes > 0 && `${t('import.look.pictures', { bytes: look.pictureBytes })} `}
        {look.alreadyImported > 0 && t('import.look.already', { count: look.alreadyImported })}
      </p>
      {look.generation === 'newer' && (
        <Alert mb="md" role="note">
          {t('import.look.newer')}
        </Alert>
      )}
    </>
  )
}
