import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { translator, useWords } from '../app/i18n'
import { formatCost } from '../portrait/facts'
import { spendingQueries, useFollowSpending } from './spending-queries'

interface LeftProps {
  /** The campaign that the order is for; null when there are several. */
  readonly campaignId: number | null
}

/** What is left of each limit, beside a price; nothing without a limit. */
export function LeftOfLimits({ campaignId }: LeftProps) {
  const t = useWords()
  const { data = [] } = useQuery({
    ...spendingQueries.states(campaignId),
    refetchOnMount: 'always',
  })
  useFollowSpending()
  if (data.length === 0) return null
  const isNear = data.some((state) => state.isNear)
  return (
    <Text size="sm" c={isNear ? 'var(--ck-mark)' : 'var(--ck-quiet)'} aria-live="polite">
      {data
        .map(({ which, leftUsd, limitUsd }) =>
          t(`spending.leftOf.${which}`, {
            left: formatCost(leftUsd, translator.language),
            limit: formatCost(limitUsd, translator.language),
          }),
        )
        .join(' · ')}
    </Text>
  )
}
