import { useQueries } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import type { Campaign } from '../../shared/campaign'
import type { JournalEntry } from '../../shared/legacy-import'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { useGridPlace } from '../wall/use-grid-place'
import classes from './journal.module.css'
import { JournalMessage } from './journal-message'

const messagesAtOnce = 100
const usualHeightPx = 110
const messagesBeyondSight = 6
const messagesWhileWaiting = 4

interface JournalProps {
  readonly campaign: Campaign
  /** What scrolls the campaign, header and all. */
  readonly scroller: HTMLElement
}

/** What was said in the old app, in order, to be read; only the messages in sight are drawn. */
export function Journal({ campaign, scroller }: JournalProps) {
  const t = useWords()
  const list = useRef<HTMLOListElement>(null)
  const { topPx } = useGridPlace(scroller, list)
  const [pagesInSight, setPages] = useState('0-0')
  const journal = useJournal(campaign.id, pagesInSight)
  const total = journal.total ?? (journal.error === null ? messagesWhileWaiting : 0)
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller,
    estimateSize: () => usualHeightPx,
    overscan: messagesBeyondSight,
    scrollMargin: topPx,
  })
  const inSight = virtualizer.getVirtualItems()
  const firstPage = Math.floor((inSight[0]?.index ?? 0) / messagesAtOnce)
  const lastPage = Math.floor((inSight.at(-1)?.index ?? 0) / messagesAtOnce)
  useLayoutEffect(() => setPages(`${firstPage}-${lastPage}`), [firstPage, lastPage])
  return (
    <section className={classes.journal} aria-label={t('journal.label', { name: campaign.name })}>
      <p className={classes.note}>{t('journal.note')}</p>
      {journal.error !== null && (
        <ErrorNotice error={journal.error} handlers={{ retry: journal.retry }} />
      )}
      <ol ref={list} className={classes.list} style={{ height: virtualizer.getTotalSize() }}>
        {inSight.map(({ index, start }) => {
          const entry = journal.entryAt(index)
          return (
            <li
              key={entry?.id ?? `waiting-${index}`}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={total}
              className={classes.place}
              style={{ transform: `translateY(${start - topPx}px)` }}
            >
              {entry ? <JournalMessage entry={entry} /> : <div className={classes.waiting} />}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

interface Held {
  readonly total: number | undefined
  readonly entryAt: (index: number) => JournalEntry | undefined
  readonly error: unknown
  readonly retry: () => void
}

/** The messages, of which only the first page and the pages in sight (`from-to`) are held. */
function useJournal(campaignId: number, inSight: string): Held {
  const [from = 0, to = 0] = inSight.split('-').map(Number)
  const shown = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  const numbers = [...new Set([0, ...shown])]
  const pages = useQueries({
    queries: numbers.map((number) =>
      queries.journal(campaignId, number * messagesAtOnce, messagesAtOnce),
    ),
  })
  return {
    total: pages[0]?.data?.total,
    entryAt: (index) => {
      const page = pages[numbers.indexOf(Math.floor(index / messagesAtOnce))]
      return page?.data?.entries[index % messagesAtOnce]
    },
    error: pages.find(({ error }) => error)?.error ?? null,
    retry: () => {
      for (const page of pages) if (page.error) void page.refetch()
    },
  }
}
