import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'
import { type FocusEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { ShowRange } from './use-pages-in-sight'
import { useVirtualRows } from './use-virtual-rows'
import classes from './virtual-list.module.css'

interface VirtualListProps {
  readonly label?: string
  readonly count: number
  /** How high an item usually is; each is measured once it is drawn. */
  readonly itemHeightPx: number
  readonly item: (index: number) => ReactNode
  /**
   * Identifies items when their order changes. Must be the same function as long as the items are the same.
   */
  readonly keyAt?: (index: number) => string | number
  readonly isOrdered?: boolean
  /** What scrolls the list along with other content; without it, the list scrolls in a box of its own. */
  readonly scroller?: HTMLElement
  /** How the list looks; without it, it has a frame. */
  readonly classNames?: {
    readonly box?: string
    readonly list?: string
    readonly item?: string
  }
  /** True where there is little room for the framed box. */
  readonly isLow?: boolean
  /** Scrolled to whenever another item is the one; -1 for none. Needs `keyAt`. */
  readonly currentIndex?: number
  /**
   * Keeps the item that has the keyboard drawn with its neighbours, so that Tab goes on from it wherever the list is
   * scrolled to. Needs `keyAt`.
   */
  readonly keepsFocused?: boolean
  readonly onSight?: ShowRange
}

const framed = { box: classes.frame, list: undefined, item: classes.padded }

/** A list that draws only the items in sight, however many there are. */
export function VirtualList(props: VirtualListProps) {
  const { label, count, itemHeightPx, item, keyAt, scroller, classNames = framed, onSight } = props
  const { isOrdered = false, currentIndex = -1, keepsFocused = false } = props
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLUListElement & HTMLOListElement>(null)
  const focus = useFocusedIndex(count, keyAt)
  const { virtualizer, heightPx, drawn } = useVirtualRows({
    rows: list,
    scroller: scroller ?? box,
    count,
    rowHeightPx: itemHeightPx,
    keyAt,
    rangeExtractor: keepsFocused ? (range) => withNeighbours(range, focus.index) : undefined,
    onSight,
  })
  const current = useRef(currentIndex)
  useEffect(() => {
    current.current = currentIndex
  })
  const currentKey = currentIndex < 0 ? null : keyAt?.(currentIndex)
  useEffect(() => {
    // Once for each item that becomes the current one: a list that changes later stays where it was scrolled to.
    if (currentKey != null) virtualizer.scrollToIndex(current.current, { align: 'auto' })
  }, [currentKey, virtualizer])
  const Tag = isOrdered ? 'ol' : 'ul'
  const items = (
    <Tag
      ref={list}
      aria-label={label}
      className={join(classes.list, classNames.list)}
      style={{ height: heightPx }}
      onBlur={keepsFocused ? focus.onBlur : undefined}
    >
      {drawn.map(({ index, key, topPx }) => (
        <li
          key={key}
          ref={virtualizer.measureElement}
          data-index={index}
          aria-posinset={index + 1}
          aria-setsize={count}
          className={join(classes.item, classNames.item)}
          style={{ transform: `translateY(${topPx}px)` }}
          onFocus={keepsFocused ? () => focus.setKey(key) : undefined}
        >
          {item(index)}
        </li>
      ))}
    </Tag>
  )
  if (scroller) return items
  return (
    <div ref={box} className={classNames.box} data-low={props.isLow || undefined}>
      {items}
    </div>
  )
}

/** Which item has the keyboard, wherever its index has moved to; -1 for none. */
function useFocusedIndex(count: number, keyAt: VirtualListProps['keyAt']) {
  const [key, setKey] = useState<string | number | bigint | null>(null)
  const onBlur = ({ currentTarget, relatedTarget, target }: FocusEvent) => {
    // The next item has to be there when the keyboard comes to it; a window that loses the focus keeps it.
    const isLeft = !currentTarget.contains(relatedTarget) && document.activeElement !== target
    if (isLeft) setKey(null)
  }
  return { index: key === null ? -1 : indexOfKey(key, count, keyAt), setKey, onBlur }
}

function indexOfKey(key: unknown, count: number, keyAt: VirtualListProps['keyAt']): number {
  for (let index = 0; index < count; index += 1) if (keyAt?.(index) === key) return index
  return -1
}

function withNeighbours(range: Range, index: number): number[] {
  const neighbours = index < 0 ? [] : [index - 1, index, index + 1]
  const isThere = (at: number) => at >= 0 && at < range.count
  const drawn = new Set([...defaultRangeExtractor(range), ...neighbours.filter(isThere)])
  return [...drawn].sort((one, other) => one - other)
}

function join(...names: readonly (string | undefined)[]): string {
  return names.filter((name) => name !== undefined).join(' ')
}
