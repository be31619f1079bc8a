import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Campaign } from '../../shared/campaign'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import classes from './campaign-header.module.css'

const views = ['cast', 'details', 'journal'] as const
export type CampaignView = (typeof views)[number]

interface CampaignViewsProps {
  readonly campaign: Campaign
  readonly view: CampaignView
  readonly onView: (view: CampaignView) => void
}

/** The parts of a campaign to look at; a journal only where the old app left one. */
export function CampaignViews({ campaign, view, onView }: CampaignViewsProps) {
  const t = useWords()
  const { data: journal } = useQuery(queries.journal(campaign.id, 0, 1))
  const messages = journal?.total ?? 0
  return (
    <SegmentedControl
      className={classes.views}
      value={view}
      onChange={(chosen) => onView(views.find((known) => known === chosen) ?? 'cast')}
      data={[
        { value: 'cast', label: t('campaign.cast', { count: campaign.characterCount }) },
        { value: 'details', label: t('campaign.details') },
        ...(messages > 0 || view === 'journal'
          ? [{ value: 'journal', label: t('journal.view', { count: messages }) }]
          : []),
      ]}
      aria-label={t('campaign.views')}
    />
  )
}
