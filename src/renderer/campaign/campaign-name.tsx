import { Textarea } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import type { Campaign } from '../../shared/campaign'
import { nameSchema } from '../../shared/text'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { campaignText } from '../app/undo/text-edits'
import { checkWith, useAutoSave } from '../ui/use-auto-save'
import classes from './campaign-header.module.css'
import { useCampaignEdit } from './use-campaign-edit'

const checkName = checkWith(nameSchema)
export const campaignNameId = 'campaign-name'

/** A long name is set smaller, so that the whole of it is seen. */
function lengthOf(name: string): 'very' | 'quite' | undefined {
  if (name.length > 90) return 'very'
  return name.length > 40 ? 'quite' : undefined
}

/** The campaign's name, which is written over where it stands. */
export function CampaignName({ campaign }: { campaign: Campaign }) {
  const t = useWords()
  const edit = useCampaignEdit(campaign.id)
  const named = campaignText(campaign, 'name', t('campaign.name'))
  const { text, error, type, enter, leave } = useAutoSave({
    value: campaign.name,
    ...named,
    check: checkName,
    save: (name) => edit({ name }),
  })
  const finish = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.blur()
  }
  return (
    <h1 className={classes.title}>
      <Textarea
        id={campaignNameId}
        variant="unstyled"
        rows={1}
        data-grows
        data-long={lengthOf(text)}
        dir="auto"
        spellCheck={false}
        classNames={{ input: classes.name, error: classes.error }}
        aria-label={t('campaign.name')}
        data-auto-save={named.field}
        value={text}
        error={error === null ? undefined : sentenceOf(error)}
        onChange={(event) => type(event.currentTarget.value)}
        onFocus={enter}
        onBlur={leave}
        onKeyDown={finish}
      />
    </h1>
  )
}
