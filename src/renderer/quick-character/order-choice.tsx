import { Checkbox } from '@mantine/core'
import type { ProviderProfile } from '../../shared/generation'
import { useWords } from '../app/i18n'
import { usePreferences } from '../app/preferences'
import { blankDraft } from '../generate/draft'
import { Price, SentWhere } from '../generate/sending'
import { useEstimate, useProvider } from '../generate/service'
import classes from './quick-strip.module.css'

/** Whether keeping someone orders a portrait as well, remembered; with the price, and where the prompt is sent. */
export function OrderChoice() {
  const t = useWords()
  const [{ orderAfterKeeping }, change] = usePreferences()
  const { isKnown, profile } = useProvider(blankDraft)
  const isOff = isKnown && profile === null
  return (
    <div className={classes.order}>
      <Checkbox
        label={t('quick.order')}
        checked={orderAfterKeeping && !isOff}
        disabled={isOff}
        onChange={(event) => void change({ orderAfterKeeping: event.currentTarget.checked })}
      />
      <div className={classes.orderNote}>
        {profile ? <Terms profile={profile} /> : isOff && t('quick.noService')}
      </div>
    </div>
  )
}

function Terms({ profile }: { readonly profile: ProviderProfile }) {
  const estimate = useEstimate(blankDraft, profile)
  return (
    <>
      <Price estimate={estimate} model={profile.model} />
      <SentWhere profile={profile} />
    </>
  )
}
