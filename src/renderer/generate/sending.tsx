import { Alert, Button, Group, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import type { ProviderProfile } from '../../shared/generation'
import { translator, useWords } from '../app/i18n'
import { openSettings, usePlace } from '../app/navigation'
import { formatCost, formatDay } from '../portrait/facts'
import { ServiceKey } from '../settings/service-key'
import { LeftOfLimits } from '../spending/left-today'
import { type Estimate, hostOf, isHere, type Lack } from './service'

interface SentWhereProps {
  readonly profile: ProviderProfile
  /** True when a prompt is sent for each of several characters. */
  readonly isSeveral?: boolean
}

/** What leaves this computer and where it goes, in one sentence. */
export function SentWhere({ profile, isSeveral = false }: SentWhereProps) {
  const t = useWords()
  const [here, away] = isSeveral
    ? (['generate.sentEachHere', 'generate.sentEach'] as const)
    : (['generate.sentHere', 'generate.sent'] as const)
  return (
    <Text size="sm" c="var(--ck-quiet)" style={{ overflowWrap: 'anywhere' }}>
      {t(isHere(profile) ? here : away, { host: hostOf(profile) })}{' '}
      {t('generate.model', { model: profile.model })}
    </Text>
  )
}

interface PriceProps {
  readonly estimate: Estimate
  readonly model: string
  /** How many orders of this kind are sent. */
  readonly orders?: number
}

/** The price, said before it is spent. */
export function Price({ estimate, model, orders = 1 }: PriceProps) {
  const t = useWords()
  const { isLoading, costUsd, pricesAsOf } = estimate
  const { campaignId } = usePlace()
  return (
    <>
      <Text size="sm" aria-live="polite">
        {isLoading
          ? t('generate.priceLoading')
          : costUsd === null
            ? t('generate.priceUnknown', { model })
            : costUsd === 0
              ? t('generate.priceFree')
              : t('generate.price', {
                  cost: formatCost(costUsd * orders, translator.language),
                  date: formatDay(pricesAsOf, translator.language),
                })}
      </Text>
      <LeftOfLimits campaignId={campaignId} />
    </>
  )
}

interface LackNoticeProps {
  readonly lack: Lack
  readonly profile: ProviderProfile
}

const sentences = {
  key: ['generate.keyNeeded', 'generate.keyAdd'],
  address: ['generate.addressNeeded', 'generate.addressAdd'],
  model: ['generate.modelNeeded', 'generate.modelAdd'],
} as const

/** What the service needs before it can be asked, and the way there. */
export function LackNotice({ lack, profile }: LackNoticeProps) {
  const t = useWords()
  const [need, add] = sentences[lack]
  return (
    <Alert color="ember" variant="light" icon={<IconKey aria-hidden />}>
      {t(need, { host: hostOf(profile) })}
      {lack === 'key' && <ServiceKey profile={profile} />}
      <Group mt="sm">
        <Button size="xs" variant={lack === 'key' ? 'subtle' : 'default'} onClick={openSettings}>
          {t(add)}
        </Button>
      </Group>
    </Alert>
  )
}
