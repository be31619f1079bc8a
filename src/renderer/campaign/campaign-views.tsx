import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Campaign } from '../../shared/campaign'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { type CampaignView, campaignViews } from '../sessions/journal-place'
import classes from './campaign-header.module.css'

interface CampaignViewsProps {
  readonly campaign: Campaign
  readonly view: CampaignView
  readonly onView: (view: CampaignView) => void
}

/** The parts of a campaign to look at. */
export function CampaignViews({ campaign, view, onView }: CampaignViewsProps) {
  const t = useWords()
  const { data: journal } = useQuery(queries.journal(campaign.id, 0, 1))
  const { data: sessions } = useQuery(queries.sessions(campaign.id))
  const entries = (journal?.total ?? 0) + (sessions?.sessions.length ?? 0)
  return (
    <SegmentedControl
      className={classes.views}
      value={view}
      onChange={(chosen) => onView(campaignViews.find((known) => known === chosen) ?? 'cast')}
      data={[
        { value: 'cast', label: t('campaign.cast', { count: campaign.characterCount }) },
        { value: 'details', label: t('campaign.details') },
        {
          value: 'journal',
          label: entries === 0 ? t('sessions.journal') : t('journal.view', { count: entries }),
        },
      ]}
      aria-label={t('campaign.views')}
    />
  )
}
