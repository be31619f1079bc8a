import { Button, Select, Skeleton } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SpendingMonth } from '../../shared/spending'
import { queries, request } from '../app/api'
import { translator, useWords } from '../app/i18n'
import { useShortcut } from '../app/keys/shortcuts'
import { backToCampaign } from '../app/navigation'
import { attempt, toastNote } from '../app/toasts'
import { formatCost } from '../portrait/facts'
import { ErrorNotice } from '../ui/error-notice'
import { FullScreen } from '../ui/full-screen'
import { LimitsSection } from './limits-section'
import { ShareBars } from './share-bars'
import { sharesOf } from './shares'
import { spendingQueries, useFollowSpending, useSetLimits } from './spending-queries'
import classes from './spending-screen.module.css'
import { SpendingTable } from './spending-table'

/** What image services cost in a month, and the limits that no order passes. */
export function SpendingScreen() {
  const t = useWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const query = { ...spendingQueries.month(chosen), refetchOnMount: 'always' } as const
  const { data, error, refetch } = useQuery(query)
  useShortcut('close', backToCampaign)
  useFollowSpending()
  return (
    <FullScreen
      title={t('spending.title')}
      closeLabel={t('spending.close')}
      onClose={backToCampaign}
    >
      <div className={classes.scroller}>
        <div className={classes.sheet}>
          {error && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
          {data ? (
            <>
              <Head month={data} onChoose={setChosen} />
              <LimitsSection month={data} />
              <Shares month={data} />
            </>
          ) : (
            !error && <Skeleton height={160} aria-label={t('spending.reading')} />
          )}
        </div>
      </div>
    </FullScreen>
  )
}

interface HeadProps {
  readonly month: SpendingMonth
  readonly onChoose: (month: string | null) => void
}

function Head({ month, onChoose }: HeadProps) {
  const t = useWords()
  const { spentUsd, openUsd, unknown, months, rows } = month
  const cost = (usd: number) => formatCost(usd, translator.language)
  const save = () =>
    attempt(async () => {
      if (await request('spending:save-csv', { month: month.month })) toastNote(t('spending.saved'))
    })
  return (
    <>
      <div className={classes.head}>
        <Select
          aria-label={t('spending.whichMonth')}
          value={month.month}
          onChange={onChoose}
          data={months.map((value) => ({ value, label: monthName(value) }))}
          allowDeselect={false}
          className={classes.months}
        />
        <Button
          variant="default"
          leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
          disabled={rows.length === 0}
          onClick={() => void save()}
        >
          {t('spending.saveCsv')}
        </Button>
      </div>
      <p className={classes.total}>{t('spending.spent', { cost: cost(spentUsd) })}</p>
      {openUsd > 0 && (
        <p className={classes.note}>{t('spending.openNote', { cost: cost(openUsd) })}</p>
      )}
      {unknown > 0 && (
        <p className={classes.note}>{t('spending.unknownNote', { count: unknown })}</p>
      )}
    </>
  )
}

function Shares({ month }: { readonly month: SpendingMonth }) {
  const t = useWords()
  const setLimits = useSetLimits()
  const { rows, limits } = month
  const { data: campaigns = [] } = useQuery(queries.campaigns())
  if (rows.length === 0) return <p className={classes.nothing}>{t('spending.nothing')}</p>
  const campaignLimits = {
    canHave: (id: number) => campaigns.some((campaign) => campaign.id === id),
    of: (id: number) =>
      limits.campaigns.find(({ campaignId }) => campaignId === id)?.monthUsd ?? null,
    set: (id: number, monthUsd: number | null) => setLimits({ campaign: { id, monthUsd } }),
  }
  return (
    <>
      <ShareBars
        title={t('spending.byCampaign')}
        shares={sharesOf(rows, 'campaign')}
        limits={campaignLimits}
      />
      <ShareBars title={t('spending.byService')} shares={sharesOf(rows, 'service')} />
      <ShareBars title={t('spending.byModel')} shares={sharesOf(rows, 'model')} />
      <SpendingTable rows={rows} />
    </>
  )
}

function monthName(month: string): string {
  const shape = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(translator.language, shape).format(new Date(`${month}-15T12:00Z`))
}
