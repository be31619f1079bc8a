import { IconMasksTheater } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { usePlace } from '../app/navigation'
import { usePreferences } from '../app/preferences'
import { NoticeStrip } from '../ui/notice-strip'
import { trashCampaign } from './campaign-actions'

/** Above the sample cast: that it is one, and one click that removes it. Closed, it becomes a campaign like any other. */
export function SampleNotice() {
  const t = useWords()
  const { campaignId } = usePlace()
  const [{ sampleCampaignId }, change] = usePreferences()
  const { data: campaign } = useQuery({
    ...queries.campaign(sampleCampaignId ?? 0),
    enabled: sampleCampaignId !== null && sampleCampaignId === campaignId,
  })
  if (campaign === undefined || campaign.id !== campaignId) return null
  return (
    <NoticeStrip
      icon={IconMasksTheater}
      text={t('sample.notice')}
      action={t('sample.remove')}
      onAction={() => void trashCampaign(campaign)}
      onClose={() => void change({ sampleCampaignId: null })}
    />
  )
}
