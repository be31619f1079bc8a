import { Tooltip, UnstyledButton } from '@mantine/core'
import type { CampaignSummary } from '../../shared/campaign'
import { PortraitImage } from '../components/portrait-image'
import { useWords } from '../i18n'
import { openCampaign } from '../place'
import classes from './rail.module.css'

interface RailCampaignProps {
  readonly campaign: CampaignSummary
  readonly isOpen: boolean
}

/** One campaign in the rail: its game master's face, its name and the size of its cast. */
export function RailCampaign({ campaign, isOpen }: RailCampaignProps) {
  const t = useWords()
  const cast = t('rail.characters', { count: campaign.characterCount })
  return (
    <li>
      <Tooltip label={campaign.name} position="right" openDelay={500}>
        <UnstyledButton
          className={classes.campaign}
          aria-label={`${campaign.name}, ${cast}`}
          aria-current={isOpen ? 'page' : undefined}
          onClick={() => openCampaign(campaign.id)}
        >
          <PortraitImage
            kind="campaign"
            sitter={campaign}
            size={128}
            decorative
            marked={false}
            className={classes.face}
          />
          <span className={classes.words}>
            <span className={classes.name} dir="auto">
              {campaign.name}
            </span>
            <span className={classes.count}>{cast}</span>
          </span>
        </UnstyledButton>
      </Tooltip>
    </li>
  )
}
