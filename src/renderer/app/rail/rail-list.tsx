import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import type { CampaignSummary } from '../../../shared/campaign'
import { useWords } from '../i18n'
import classes from './rail.module.css'
import { RailCampaign } from './rail-campaign'

/** A face with the room around it, in pixels; a name of two lines is measured. */
const usualHeightPx = 72
const linesBeyondSight = 6

interface RailListProps {
  readonly campaigns: readonly CampaignSummary[]
  /** The campaign on screen; null while something else is. */
  readonly openId: number | null
  readonly isNarrow: boolean
}

/**
 * The campaigns, of which only those in sight are drawn, however many there are. The one that has the
 * keyboard stays drawn with its neighbours, so that Tab goes on from it wherever the list is scrolled to.
 */
export function RailList({ campaigns, openId, isNarrow }: RailListProps) {
  const t = useWords()
  const box = useRef<HTMLDivElement>(null)
  const [focusedId, setFocusedId] = useState<number | null>(null)
  const focused = focusedId === null ? -1 : campaigns.findIndex(({ id }) => id === focusedId)
  const virtualizer = useVirtualizer({
    count: campaigns.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => campaigns[index]?.id ?? index,
    estimateSize: () => usualHeightPx,
    overscan: linesBeyondSight,
    rangeExtractor: (range) => {
      const kept = focused < 0 ? [] : [focused - 1, focused, focused + 1]
      const isThere = (index: number) => index >= 0 && index < range.count
      const drawn = new Set([...defaultRangeExtractor(range), ...kept.filter(isThere)])
      return [...drawn].sort((one, other) => one - other)
    },
  })
  const open = openId === null ? -1 : campaigns.findIndex(({ id }) => id === openId)
  const openIndex = useRef(open)
  useEffect(() => {
    openIndex.current = open
  })
  const isOpenListed = open >= 0
  useEffect(() => {
    // Once for each campaign that is opened: a list that changes later is left where it was scrolled to.
    if (openId === null || !isOpenListed) return
    virtualizer.scrollToIndex(openIndex.current, { align: 'auto' })
  }, [openId, isOpenListed, virtualizer])
  return (
    <div ref={box} className={classes.list}>
      <ul
        aria-label={t('rail.campaigns')}
        className={classes.campaigns}
        style={{ height: virtualizer.getTotalSize() }}
        onBlur={({ currentTarget, relatedTarget, target }) => {
          // The next one has to be there when the keyboard comes to it; a window that is left keeps it.
          const isLeft = !currentTarget.contains(relatedTarget) && document.activeElement !== target
          if (isLeft) setFocusedId(null)
        }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const campaign = campaigns[index]
          return campaign === undefined ? null : (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={campaigns.length}
              className={classes.line}
              style={{ transform: `translateY(${start}px)` }}
              onFocus={() => setFocusedId(campaign.id)}
            >
              <RailCampaign
                campaign={campaign}
                isNarrow={isNarrow}
                isOpen={campaign.id === openId}
              />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
