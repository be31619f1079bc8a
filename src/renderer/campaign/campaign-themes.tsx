import { TagsInput } from '@mantine/core'
import { useState } from 'react'
import { type Campaign, campaignFieldsSchema } from '../../shared/campaign'
import { AppError, isErrorCode } from '../../shared/errors'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { campaignText, rememberEdit } from '../app/undo/text-edits'
import { themeSuggestions } from '../ui/suggestions'
import { useCampaignEdit } from './use-campaign-edit'

/** The campaign's themes. Each one added or taken away is saved at once. */
export function CampaignThemes({ campaign }: { campaign: Campaign }) {
  const t = useWords()
  const edit = useCampaignEdit(campaign.id)
  const [error, setError] = useState<unknown>(null)
  const [unsaved, setUnsaved] = useState<readonly string[] | null>(null)
  const change = async (themes: string[]) => {
    setUnsaved(themes)
    const code = campaignFieldsSchema.shape.themes.safeParse(themes).error?.issues[0]?.message
    if (code) return setError(new AppError(isErrorCode(code) ? code : 'invalid-input'))
    try {
      await edit({ themes })
      const { place } = campaignText(campaign, 'themes', t('campaign.themes'))
      rememberEdit({ ...place, before: campaign.themes.join('\n'), after: themes.join('\n') })
      setUnsaved(null)
      setError(null)
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <TagsInput
      label={t('campaign.themes')}
      placeholder={t('campaign.themesPlaceholder')}
      data={themeSuggestions(t)}
      value={[...(unsaved ?? campaign.themes)]}
      onChange={(themes) => void change(themes)}
      error={error === null ? undefined : sentenceOf(error)}
      acceptValueOnBlur
    />
  )
}
