import { UnstyledButton } from '@mantine/core'
import type { CampaignSummary } from '../../../shared/campaign'
import { PortraitImage } from '../../ui/portrait-image'
import { HoverTooltip } from '../../ui/tooltip'
import { useWords } from '../i18n'
import { openCampaign } from '../navigation'
import classes from './rail.module.css'

/** Longer names may be cut in the rail, so a tooltip shows them whole. */
const shownLength = 32

interface RailCampaignProps {
  readonly campaign: CampaignSummary
  readonly isOpen: boolean
  /** Whether the rail shows faces only. */
  readonly isNarrow: boolean
}

/** One campaign in the rail: its game master's face, its name and the size of its cast. */
export function RailCampaign({ campaign, isOpen, isNarrow }: RailCampaignProps) {
  const t = useWords()
  return (
    <HoverTooltip
      label={campaign.name}
      position="right"
      openDelay={500}
      isOff={!isNarrow && campaign.name.length <= shownLength}
    >
      <UnstyledButton
        className={classes.campaign}
        aria-current={isOpen ? 'page' : undefined}
        onClick={() => openCampaign(campaign.id)}
      >
        <PortraitImage
          kind="campaign"
          portrayed={campaign}
          size={128}
          decorative
          marked={false}
          className={classes.face}
        />
        <span className={classes.words}>
          <span className={classes.name} dir="auto">
            {campaign.name}
          </span>
          <span className={classes.count}>
            {t('rail.characters', { count: campaign.characterCount })}
          </span>
        </span>
      </UnstyledButton>
    </HoverTooltip>
  )
}
