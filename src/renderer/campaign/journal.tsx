import { useQueries } from '@tanstack/react-query'
import type { Campaign } from '../../shared/campaign'
import type { JournalEntry } from '../../shared/legacy-import'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { usePagesInSight } from '../ui/use-pages-in-sight'
import { VirtualList } from '../ui/virtual-list'
import classes from './journal.module.css'
import { JournalMessage } from './journal-message'

const messagesAtOnce = 100
const usualHeightPx = 110
const messagesWhileWaiting = 4

interface JournalProps {
  readonly campaign: Campaign
  /** What scrolls the campaign, header and all. */
  readonly scroller: HTMLElement
}

/** What was said in the old app, in order, to be read. */
export function Journal({ campaign, scroller }: JournalProps) {
  const t = useWords()
  const [pages, showRange] = usePagesInSight(messagesAtOnce)
  const journal = useJournal(campaign.id, pages)
  return (
    <section className={classes.journal} aria-label={t('journal.label', { name: campaign.name })}>
      <p className={classes.note}>{t('journal.note')}</p>
      {journal.error !== null && (
        <ErrorNotice error={journal.error} handlers={{ retry: journal.retry }} />
      )}
      <VirtualList
        count={journal.total ?? (journal.error === null ? messagesWhileWaiting : 0)}
        itemHeightPx={usualHeightPx}
        isOrdered
        scroller={scroller}
        classNames={{ item: classes.place }}
        onSight={showRange}
        item={(index) => {
          const entry = journal.entryAt(index)
          return entry ? <JournalMessage entry={entry} /> : <div className={classes.waiting} />
        }}
      />
    </section>
  )
}

interface Held {
  readonly total: number | undefined
  readonly entryAt: (index: number) => JournalEntry | undefined
  readonly error: unknown
  readonly retry: () => void
}

/** The messages, of which only the first page and the pages in sight are held. */
function useJournal(campaignId: number, pagesInSight: readonly number[]): Held {
  const numbers = [...new Set([0, ...pagesInSight])]
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
