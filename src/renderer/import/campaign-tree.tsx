import { Checkbox } from '@mantine/core'
import { useMemo } from 'react'
import type { OldCampaignChoice } from '../../shared/legacy-import'
import { useWords } from '../app/i18n'
import { countList } from '../ui/counts'
import { VirtualList } from '../ui/virtual-list'
import classes from './decide-step.module.css'
import { isCampaignChosen } from './decisions'
import type { QuestionProps } from './question'

interface CampaignTreeProps extends QuestionProps {
  readonly campaigns: readonly OldCampaignChoice[]
  readonly onTick: (ids: readonly number[], isChosen: boolean) => void
}

/** A user's line stands above that user's campaigns, and ticks all of them. */
type Line =
  | { readonly owner: string; readonly campaigns: readonly OldCampaignChoice[] }
  | { readonly campaign: OldCampaignChoice }

/** The campaigns below their owners, each to be ticked alone or all of an owner at once. */
export function CampaignTree({ scan, decisions, campaigns, onTick }: CampaignTreeProps) {
  const t = useWords()
  const lines = useMemo((): Line[] => {
    const emails = new Map(scan.users.map(({ id, email }) => [id, email]))
    const owners = Map.groupBy(campaigns, ({ userId }) => userId)
    if (owners.size < 2) return campaigns.map((campaign) => ({ campaign }))
    return [...owners].flatMap(([userId, theirs]): Line[] => [
      { owner: emails.get(userId) ?? t('import.scan.noOwner'), campaigns: theirs },
      ...theirs.map((campaign) => ({ campaign })),
    ])
  }, [scan, campaigns, t])
  const hasOwners = lines.length > campaigns.length
  return (
    <VirtualList
      label={t('import.decide.campaigns')}
      count={lines.length}
      itemHeightPx={58}
      item={(at) => {
        const line = lines[at]
        if (line === undefined) return null
        if ('owner' in line) {
          const ids = line.campaigns.map(({ originId }) => originId)
          const chosen = ids.filter((id) => isCampaignChosen(decisions, id)).length
          return (
            <Checkbox
              className={classes.owner}
              label={line.owner}
              checked={chosen === ids.length}
              indeterminate={chosen > 0 && chosen < ids.length}
              onChange={() => onTick(ids, chosen < ids.length)}
            />
          )
        }
        const { campaign } = line
        return (
          <div className={classes.campaign} data-below-owner={hasOwners || undefined}>
            <Checkbox
              label={campaign.name}
              description={<CampaignFacts campaign={campaign} />}
              checked={isCampaignChosen(decisions, campaign.originId)}
              onChange={({ currentTarget }) => onTick([campaign.originId], currentTarget.checked)}
            />
          </div>
        )
      }}
    />
  )
}

function CampaignFacts({ campaign }: { readonly campaign: OldCampaignChoice }) {
  const t = useWords()
  const { characters, messages, isArchived, isImported } = campaign
  const facts = [
    countList({ characters, messages }),
    isArchived ? t('import.decide.archived') : '',
    isImported ? t('import.decide.imported') : '',
  ]
  return facts.filter((fact) => fact !== '').join(' · ')
}
