import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { TrashEntry, TrashKind } from '../../shared/trash'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import type { Chosen } from './chosen'
import { restoreItems } from './trash-actions'
import { TrashRow } from './trash-row'
import classes from './trash-tab.module.css'

const rowsAtOnce = 100
const usualRowHeightPx = 72
const rowsBeyondSight = 6

interface TrashListProps {
  readonly kind: TrashKind | 'all'
  readonly total: number
  readonly chosen: Chosen
  readonly onRemove: (entry: TrashEntry) => void
}

/** What lies in the trash, what went there last first; only what is in sight is drawn and asked for. */
export function TrashList({ kind, total, chosen, onRemove }: TrashListProps) {
  const t = useWords()
  const box = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => usualRowHeightPx,
    overscan: rowsBeyondSight,
  })
  return (
    <div ref={box} className={classes.box}>
      <ul
        aria-label={t('trash.list')}
        className={classes.list}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <li
            key={index}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={total}
            className={classes.line}
            style={{ transform: `translateY(${start}px)` }}
          >
            <RowAt kind={kind} index={index} chosen={chosen} onRemove={onRemove} />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface RowAtProps extends Omit<TrashListProps, 'total'> {
  readonly index: number
}

function RowAt({ kind, index, chosen, onRemove }: RowAtProps) {
  const offset = Math.floor(index / rowsAtOnce) * rowsAtOnce
  const { data } = useQuery(queries.trash({ kind, offset, limit: rowsAtOnce }))
  const entry = data?.entries[index - offset]
  if (entry === undefined) return <Skeleton height={52} my={10} />
  return (
    <TrashRow
      entry={entry}
      isChosen={chosen.has(entry)}
      onChoose={(isChosen) => chosen.set(entry, isChosen)}
      onRestore={() => {
        void restoreItems([{ kind: entry.kind, id: entry.id }], entry)
        chosen.set(entry, false)
      }}
      onRemove={() => onRemove(entry)}
    />
  )
}
