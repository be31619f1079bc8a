import { SegmentedControl } from '@mantine/core'
import { IconShieldLock } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import type { RequestInput } from '../../shared/contract'
import {
  isWaitMinutes,
  type OfferedModel,
  type ProviderProfile,
  responseFormats,
} from '../../shared/generation'
import { readUsd } from '../../shared/spending'
import { request } from '../app/api'
import { translator, useWords } from '../app/i18n'
import { toastError } from '../app/toasts'
import { AutoSaveField } from '../ui/auto-save-field'
import { SettingRow } from '../ui/setting-row'
import { checkWith } from '../ui/use-auto-save'
import { ServiceKey } from './service-key'
import { ServiceTest } from './service-test'
import classes from './settings-screen.module.css'
import { useStoreProfile } from './use-store-profile'

type Changes = Omit<RequestInput<'providers:change'>, 'id'>

/** An address is only valid when it is complete, so it is not saved in the middle of typing. */
const addressRestMs = 1_500

const checkPrice = checkWith(
  z.string().refine((typed) => readUsd(typed) !== undefined, { error: 'amount-invalid' }),
)
const checkWait = checkWith(z.string().refine(isWaitMinutes, { error: 'wait-out-of-range' }))

/** How one image service is reached: address, model, form of the answer, key; and a test. */
export function ImageService({ profile }: { profile: ProviderProfile }) {
  const t = useWords()
  const keep = useStoreProfile()
  const [models, setModels] = useState<readonly OfferedModel[] | null>(null)
  const change = async (changes: Changes) =>
    keep(await request('providers:change', { id: profile.id, ...changes }))
  const field = (name: string) => `service:${profile.id}:${name}`
  return (
    <div className={classes.service}>
      <AutoSaveField
        label={t('settings.baseUrl')}
        description={t('settings.baseUrlNote')}
        placeholder="https://example.com/v1"
        field={field('baseUrl')}
        value={profile.baseUrl}
        restMs={addressRestMs}
        save={(baseUrl) => change({ baseUrl })}
      />
      <AutoSaveField
        label={t('settings.model')}
        field={field('model')}
        value={profile.model}
        save={(model) => change({ model })}
        suggestions={models?.map(({ id }) => id) ?? []}
      />
      {profile.sendsResponseFormat && (
        <SettingRow
          title={t('settings.responseFormat')}
          note={t('settings.responseFormatNote')}
          isFlush
        >
          <SegmentedControl
            aria-label={t('settings.responseFormat')}
            value={profile.responseFormat}
            onChange={(responseFormat) => void change({ responseFormat }).catch(toastError)}
            data={responseFormats.map((value) => ({
              value,
              label: t(`settings.responseFormats.${value}`),
            }))}
          />
        </SettingRow>
      )}
      <AutoSaveField
        label={t('settings.waitMinutes')}
        description={t('settings.waitMinutesNote', { minutes: profile.usualWaitMinutes })}
        placeholder={String(profile.usualWaitMinutes)}
        field={field('waitMinutes')}
        value={String(profile.waitMinutes ?? '')}
        inputMode="numeric"
        check={checkWait}
        save={(typed) => change({ waitMinutes: typed.trim() === '' ? null : Number(typed) })}
      />
      <AutoSaveField
        label={t('settings.picturePrice')}
        description={t('settings.picturePriceNote')}
        placeholder={t('settings.picturePriceListed')}
        field={field('pricePerPictureUsd')}
        value={writtenPrice(profile.pricePerPictureUsd)}
        inputMode="decimal"
        check={checkPrice}
        save={(typed) => change({ pricePerPictureUsd: readUsd(typed) ?? null })}
      />
      <ServiceKey profile={profile} />
      <ServiceTest
        profile={profile}
        models={models}
        onModels={setModels}
        onChoose={(model) => void change({ model }).catch(toastError)}
      />
      <p className={classes.privacy}>
        <IconShieldLock size={20} aria-hidden />
        {t(profile.hasKey ? 'settings.privacy' : 'settings.privacyNoKey', {
          host: hostOf(profile.baseUrl) ?? t('settings.theService'),
        })}
      </p>
    </div>
  )
}

/** As it is typed in this language. */
function writtenPrice(usd: number | null): string {
  return usd === null ? '' : String(usd).replace('.', translator.language === 'fr' ? ',' : '.')
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null
}
