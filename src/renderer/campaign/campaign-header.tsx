import { Group, Pill } from '@mantine/core'
import type { Campaign } from '../../shared/campaign'
import { joinFacts } from '../../shared/isolate'
import { useWords } from '../app/i18n'
import { campaignText } from '../app/undo/text-edits'
import { DropTarget } from '../portrait/drop-target'
import { PortraitActions } from '../portrait/portrait-actions'
import type { CampaignView } from '../sessions/journal-place'
import { EditableName } from '../ui/editable-name'
import { PortraitImage } from '../ui/portrait-image'
import { HoverTooltip } from '../ui/tooltip'
import classes from './campaign-header.module.css'
import { CampaignMenu, campaignNameId } from './campaign-menu'
import { CampaignViews } from './campaign-views'
import { useCampaignEdit } from './use-campaign-edit'

interface CampaignHeaderProps {
  readonly campaign: Campaign
  readonly view: CampaignView
  readonly onView: (view: CampaignView) => void
}

/** The game master as a medallion in its pool of light, the campaign's name and what it is about. */
export function CampaignHeader({ campaign, view, onView }: CampaignHeaderProps) {
  const t = useWords()
  const edit = useCampaignEdit(campaign.id)
  const facts = [campaign.gameSystem, campaign.tone, campaign.language].filter(Boolean)
  return (
    <header className={classes.header}>
      <GameMaster campaign={campaign} />
      <div className={classes.words}>
        <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
          <EditableName
            {...campaignText(campaign, 'name', t('campaign.name'))}
            id={campaignNameId}
            heading="h1"
            label={t('campaign.name')}
            longFrom={40}
            classNames={{ heading: classes.title, input: classes.name, error: classes.error }}
            value={campaign.name}
            save={(name) => edit({ name })}
          />
          <CampaignMenu campaign={campaign} />
        </Group>
        {(facts.length > 0 || campaign.themes.length > 0) && (
          <div className={classes.about}>
            {facts.length > 0 && (
              <p className={classes.facts} dir="auto">
                {joinFacts(facts)}
              </p>
            )}
            {campaign.themes.map((theme) => (
              <HoverTooltip key={theme} label={theme} isOff={theme.length < 28}>
                <Pill className={classes.theme}>{theme}</Pill>
              </HoverTooltip>
            ))}
          </div>
        )}
        {campaign.description && (
          <p className={classes.description} dir="auto">
            {campaign.description}
          </p>
        )}
        <CampaignViews campaign={campaign} view={view} onView={onView} />
      </div>
    </header>
  )
}

function GameMaster({ campaign }: { readonly campaign: Campaign }) {
  const t = useWords()
  const subject = { kind: 'campaign', id: campaign.id } as const
  return (
    <figure className={classes.gameMaster}>
      <div className={classes.portrait}>
        <DropTarget subject={subject} name={campaign.name}>
          <PortraitImage kind="campaign" portrayed={campaign} size={512} className={classes.face} />
        </DropTarget>
        <div className={classes.portraitActions}>
          <PortraitActions subject={subject} name={campaign.name} />
        </div>
      </div>
      <figcaption className={classes.role}>{t('campaign.gameMaster')}</figcaption>
    </figure>
  )
}
