import { useCallback } from 'react'
import type { CampaignSummary } from '../../../shared/campaign'
import { VirtualList } from '../../ui/virtual-list'
import { useWords } from '../i18n'
import classes from './rail.module.css'
import { RailCampaign } from './rail-campaign'

/** A face with the room around it, in pixels; a name of two lines is measured. */
const usualHeightPx = 72

interface RailListProps {
  readonly campaigns: readonly CampaignSummary[]
  /** The campaign on screen; null while something else is. */
  readonly openId: number | null
  readonly isNarrow: boolean
}

/** The campaigns; the open one is scrolled to. */
export function RailList({ campaigns, openId, isNarrow }: RailListProps) {
  const t = useWords()
  const keyAt = useCallback((index: number) => campaigns[index]?.id ?? index, [campaigns])
  return (
    <VirtualList
      label={t('rail.campaigns')}
      count={campaigns.length}
      itemHeightPx={usualHeightPx}
      classNames={{ box: classes.list }}
      keyAt={keyAt}
      currentIndex={openId === null ? -1 : campaigns.findIndex(({ id }) => id === openId)}
      keepsFocused
      item={(index) => {
        const campaign = campaigns[index]
        return (
          campaign && (
            <RailCampaign campaign={campaign} isNarrow={isNarrow} isOpen={campaign.id === openId} />
          )
        )
      }}
    />
  )
}
