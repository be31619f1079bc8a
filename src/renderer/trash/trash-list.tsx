import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TrashEntry, TrashKind } from '../../shared/trash'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { VirtualList } from '../ui/virtual-list'
import type { Chosen } from './chosen'
import { restoreItems } from './trash-actions'
import { TrashRow } from './trash-row'
import classes from './trash-tab.module.css'

const rowsAtOnce = 100
const usualRowHeightPx = 72

interface TrashListProps {
  readonly kind: TrashKind | 'all'
  readonly total: number
  readonly chosen: Chosen
  readonly onRemove: (entry: TrashEntry) => void
}

/** The items in the trash, newest first; only visible pages are loaded. */
export function TrashList({ kind, total, chosen, onRemove }: TrashListProps) {
  const t = useWords()
  return (
    <VirtualList
      label={t('trash.list')}
      count={total}
      itemHeightPx={usualRowHeightPx}
      classNames={{ box: classes.box }}
      item={(index) => <RowAt kind={kind} index={index} chosen={chosen} onRemove={onRemove} />}
    />
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
