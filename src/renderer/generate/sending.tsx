import { Alert, Button, Group, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import type { ProviderProfile } from '../../shared/generation'
import { translator, useWords } from '../app/i18n'
import { openSettings } from '../app/navigation'
import { formatCost, formatDay } from '../portrait/facts'
import type { Draft } from './draft'
import { hostOf, isHere, type Lack, useEstimate } from './service'

/** What leaves this computer and where it goes, in one sentence. */
export function SentWhere({ profile }: { readonly profile: ProviderProfile }) {
  const t = useWords()
  return (
    <Text size="sm" c="var(--ck-quiet)" style={{ overflowWrap: 'anywhere' }}>
      {t(isHere(profile) ? 'generate.sentHere' : 'generate.sent', { host: hostOf(profile) })}{' '}
      {t('generate.model', { model: profile.model })}
    </Text>
  )
}

interface PriceProps {
  readonly draft: Draft
  readonly profile: ProviderProfile
}

/** The price, said before it is spent. */
export function Price({ draft, profile }: PriceProps) {
  const t = useWords()
  const estimate = useEstimate(draft, profile)
  return (
    <Text size="sm" aria-live="polite">
      {estimate === undefined
        ? t('generate.priceLoading')
        : estimate.costUsd === null
          ? t('generate.priceUnknown', { model: profile.model })
          : estimate.costUsd === 0
            ? t('generate.priceFree')
            : t('generate.price', {
                cost: formatCost(estimate.costUsd, translator.language),
                date: formatDay(estimate.pricesAsOf, translator.language),
              })}
    </Text>
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
      <Group mt="sm">
        <Button size="xs" variant="default" onClick={openSettings}>
          {t(add)}
        </Button>
      </Group>
    </Alert>
  )
}
