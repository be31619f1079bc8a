import { Skeleton, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useWords } from '../app/i18n'
import { CompressionSection } from '../compression/compression-section'
import { ErrorNotice } from '../ui/error-notice'
import { CacheSection } from './cache-section'
import { CampaignBars } from './campaign-bars'
import { DataLocation } from './data-location'
import { PreviousLocations } from './previous-locations'
import { SafetySection } from './safety-section'
import { storageQueries } from './storage-queries'
import classes from './storage-tab.module.css'
import { totalOf, UsageChart } from './usage-chart'

/** The room everything takes, where it is, and what can be done about either. */
export function StorageTab() {
  const t = useWords()
  // Measured again each time the tab is opened.
  const usage = useQuery({ ...storageQueries.usage(), refetchOnMount: 'always' })
  const place = useQuery({ ...storageQueries.place(), refetchOnMount: 'always' })
  const failure = usage.error ?? place.error
  const retry = () => {
    void usage.refetch()
    void place.refetch()
  }
  return (
    <div className={classes.scroller}>
      <div className={classes.sheet}>
        {failure && <ErrorNotice error={failure} handlers={{ retry }} />}
        {usage.data ? (
          <>
            <p className={classes.total}>{t('storage.used', { bytes: totalOf(usage.data) })}</p>
            <UsageChart usage={usage.data} />
            <section className={classes.section}>
              <Title order={2} className={classes.sectionTitle}>
                {t('storage.campaigns')}
              </Title>
              <CampaignBars campaigns={usage.data.campaigns} />
            </section>
          </>
        ) : (
          !failure && <Skeleton height={160} aria-label={t('storage.measuring')} />
        )}
        {place.data && <DataLocation place={place.data} />}
        {place.data && <PreviousLocations places={place.data.previous} />}
        <CompressionSection />
        {usage.data && (
          <>
            <CacheSection bytes={usage.data.kinds.thumbnails} />
            <SafetySection quarantineBytes={usage.data.kinds.quarantine} />
          </>
        )}
      </div>
    </div>
  )
}
