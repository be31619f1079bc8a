import { SimpleGrid, Stack } from '@mantine/core'
import type { Campaign } from '../../shared/campaign'
import { factSchema, notesSchema } from '../../shared/text'
import { useWords } from '../app/i18n'
import { campaignText } from '../app/undo/text-edits'
import { VersionsButton } from '../text-versions/versions-button'
import { AutoSaveField } from '../ui/auto-save-field'
import { MarkdownNotes } from '../ui/markdown-notes'
import { toneSuggestions } from '../ui/suggestions'
import { checkWith } from '../ui/use-auto-save'
import classes from './campaign-details.module.css'
import { CampaignThemes } from './campaign-themes'
import { useCampaignEdit } from './use-campaign-edit'

const checkFact = checkWith(factSchema)
const checkNotes = checkWith(notesSchema)

/** What the campaign is about and the game master's notes; every field saves itself. */
export function CampaignDetails({ campaign }: { campaign: Campaign }) {
  const t = useWords()
  const edit = useCampaignEdit(campaign.id)
  const text = (property: 'description' | 'gameSystem' | 'tone' | 'language' | 'notes') =>
    campaignText(campaign, property, t(`campaign.${property}`))
  return (
    <div className={classes.details}>
      <Stack gap="lg">
        <AutoSaveField
          label={t('campaign.description')}
          {...text('description')}
          action={<VersionsButton place={text('description').place} />}
          value={campaign.description}
          check={checkNotes}
          save={(description) => edit({ description })}
          isLong
        />
        <CampaignThemes campaign={campaign} />
        <SimpleGrid cols={{ base: 1, '520px': 3 }} type="container">
          <AutoSaveField
            label={t('campaign.gameSystem')}
            {...text('gameSystem')}
            value={campaign.gameSystem}
            check={checkFact}
            save={(gameSystem) => edit({ gameSystem })}
          />
          <AutoSaveField
            label={t('campaign.tone')}
            {...text('tone')}
            value={campaign.tone}
            check={checkFact}
            save={(tone) => edit({ tone })}
            suggestions={toneSuggestions(t)}
          />
          <AutoSaveField
            label={t('campaign.language')}
            {...text('language')}
            value={campaign.language}
            check={checkFact}
            save={(language) => edit({ language })}
          />
        </SimpleGrid>
        <MarkdownNotes
          label={t('campaign.notes')}
          {...text('notes')}
          action={<VersionsButton place={text('notes').place} />}
          value={campaign.notes}
          check={checkNotes}
          save={(notes) => edit({ notes })}
          placeholder={t('campaign.notesPlaceholder')}
        />
      </Stack>
    </div>
  )
}
