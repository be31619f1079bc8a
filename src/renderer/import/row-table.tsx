import { type ReactNode, useRef } from 'react'
import type { ImportRow } from '../../shared/legacy-import'
import { ErrorNotice } from '../ui/error-notice'
import { usePagesInSight } from '../ui/use-pages-in-sight'
import { useVirtualRows } from '../ui/use-virtual-rows'
import classes from './row-table.module.css'
import { type RowSelection, rowsAtOnce, useRows } from './use-rows'

const usualRowHeightPx = 68
const rowsWhileWaiting = 6

interface RowTableProps {
  readonly label: string
  readonly scroller: HTMLElement
  readonly selection: RowSelection
  readonly heads: readonly string[]
  /** One cell for each head. */
  readonly cells: (row: ImportRow) => readonly ReactNode[]
  /** How the columns share the width. */
  readonly shape: 'look' | 'owned' | 'report'
  readonly whenEmpty: ReactNode
}

/** Old rows as a table that draws only what is in sight, of however many there are. */
export function RowTable(props: RowTableProps) {
  const { label, scroller, selection, heads, cells, shape, whenEmpty } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const [pages, showRange] = usePagesInSight(rowsAtOnce)
  const rows = useRows(selection, pages)
  const total = rows.total ?? (rows.error === null ? rowsWhileWaiting : 0)
  const { virtualizer, heightPx, drawn } = useVirtualRows({
    rows: body,
    scroller,
    count: total,
    rowHeightPx: usualRowHeightPx,
    onSight: showRange,
  })

  return (
    <>
      {rows.error !== null && <ErrorNotice error={rows.error} handlers={{ retry: rows.retry }} />}
      {rows.total === 0 && whenEmpty}
      <table
        className={classes.table}
        aria-label={label}
        aria-rowcount={total + 1}
        aria-busy={rows.total === undefined && rows.error === null}
        data-shape={shape}
        hidden={total === 0}
      >
        <thead className={classes.heads}>
          <tr aria-rowindex={1} className={classes.headRow}>
            {heads.map((head) => (
              <th key={head} scope="col" className={classes.head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} className={classes.body} style={{ height: heightPx }}>
          {drawn.map(({ index, topPx }) => {
            const row = rows.rowAt(index)
            const shown = row ? cells(row) : heads.map(() => null)
            return (
              <tr
                key={row?.index ?? `waiting-${index}`}
                ref={virtualizer.measureElement}
                data-index={index}
                data-waiting={row === undefined || undefined}
                aria-rowindex={index + 2}
                className={classes.row}
                style={{ transform: `translateY(${topPx}px)` }}
              >
                {shown.map((cell, at) => (
                  <td key={heads[at]} className={classes.cell}>
                    {cell}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}
