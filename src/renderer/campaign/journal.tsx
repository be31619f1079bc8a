import { Button, Menu, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { Campaign } from '../../shared/campaign'
import type { JournalEntry } from '../../shared/legacy-import'
import type { CampaignSessions } from '../../shared/session'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { type JournalItem, type JournalOrder, journalList } from '../sessions/journal-list'
import { addSession, restoreSession } from '../sessions/session-actions'
import { SessionCard } from '../sessions/session-card'
import { sessionName } from '../sessions/session-words'
import { ErrorNotice } from '../ui/error-notice'
import { usePagesInSight } from '../ui/use-pages-in-sight'
import { VirtualList } from '../ui/virtual-list'
import classes from './journal.module.css'
import { JournalMessage } from './journal-message'

const messagesAtOnce = 100
const usualHeightPx = 110
const messagesWhileWaiting = 4
const orders = ['newest', 'oldest'] as const satisfies readonly JournalOrder[]

interface JournalProps {
  readonly campaign: Campaign
  /** What scrolls the campaign, header and all. */
  readonly scroller: HTMLElement
  /** The session to begin at, or null. */
  readonly sessionId: number | null
}

/** The sessions of a campaign and the messages of the old app, in one order of time. */
export function Journal({ campaign, scroller, sessionId }: JournalProps) {
  const t = useWords()
  const [pages, showRange] = usePagesInSight(messagesAtOnce)
  const [chosenOrder, setOrder] = useState<JournalOrder>('newest')
  const journal = useMessages(campaign.id, pages)
  const { data, error, refetch } = useQuery(queries.sessions(campaign.id))
  const sessions = data?.sessions ?? noSessions
  // Messages alone are read from their beginning.
  const order = sessions.length === 0 ? 'oldest' : chosenOrder
  const total = journal.total ?? (journal.error === null ? messagesWhileWaiting : 0)
  const list = useMemo(() => journalList(total, sessions, order), [total, sessions, order])
  const onSight = useCallback(
    (first: number, last: number) => {
      const ends = [list.messagesBefore(first), list.messagesBefore(last)]
      showRange(Math.min(...ends), Math.max(...ends))
    },
    [list, showRange],
  )
  const keyAt = useCallback((index: number) => keyOf(list.itemAt(index)), [list])
  const failure = journal.error ?? error
  const retry = () => {
    journal.retry()
    if (error !== null) void refetch()
  }
  return (
    <section className={classes.journal} aria-label={t('journal.label', { name: campaign.name })}>
      <JournalBar
        campaignId={campaign.id}
        removed={data?.removed ?? []}
        order={sessions.length > 0 ? order : null}
        onOrder={setOrder}
      />
      {journal.total !== undefined && journal.total > 0 && (
        <p className={classes.note}>{t('journal.note')}</p>
      )}
      {failure !== null && <ErrorNotice error={failure} handlers={{ retry }} />}
      {list.count === 0 && failure === null && <p className={classes.note}>{t('sessions.none')}</p>}
      <VirtualList
        count={data === undefined ? 0 : list.count}
        itemHeightPx={usualHeightPx}
        isOrdered
        keyAt={keyAt}
        keepsFocused
        currentIndex={sessionId === null ? -1 : list.placeOf(sessionId)}
        scroller={scroller}
        classNames={{ item: classes.place }}
        onSight={onSight}
        item={(index) => {
          const item = list.itemAt(index)
          if (item.kind === 'session') return <SessionCard session={item.session} />
          const entry = journal.entryAt(item.index)
          return entry ? <JournalMessage entry={entry} /> : <div className={classes.waiting} />
        }}
      />
    </section>
  )
}

const noSessions: CampaignSessions['sessions'] = []

function keyOf(item: JournalItem): string {
  return item.kind === 'session' ? `session ${item.session.id}` : `message ${item.index}`
}

interface JournalBarProps {
  readonly campaignId: number
  readonly removed: CampaignSessions['removed']
  /** Null where there is no choice. */
  readonly order: JournalOrder | null
  readonly onOrder: (order: JournalOrder) => void
}

function JournalBar({ campaignId, removed, order, onOrder }: JournalBarProps) {
  const t = useWords()
  return (
    <div className={classes.bar}>
      <Button
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => void addSession(campaignId)}
      >
        {t('sessions.new')}
      </Button>
      {order !== null && (
        <Select
          className={classes.order}
          aria-label={t('sessions.order')}
          allowDeselect={false}
          value={order}
          onChange={(chosen) => onOrder(orders.find((one) => one === chosen) ?? 'newest')}
          data={orders.map((value) => ({ value, label: t(`sessions.orders.${value}`) }))}
        />
      )}
      {removed.length > 0 && (
        <Menu>
          <Menu.Target>
            <Button variant="subtle">{t('sessions.removedOnes', { count: removed.length })}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {removed.map((session) => (
              <Menu.Item key={session.id} onClick={() => void restoreSession(session)}>
                {t('sessions.restore', { name: sessionName(t, session) })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}

interface Messages {
  readonly total: number | undefined
  readonly entryAt: (index: number) => JournalEntry | undefined
  readonly error: unknown
  readonly retry: () => void
}

/** The messages, of which only the first page and the pages in sight are held. */
function useMessages(campaignId: number, pagesInSight: readonly number[]): Messages {
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
