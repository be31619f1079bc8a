import { ActionIcon, Kbd, Skeleton, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CampaignSummary } from '../../../shared/campaign'
import { ErrorNotice } from '../../ui/error-notice'
import { HoverTooltip } from '../../ui/tooltip'
import { queries } from '../api'
import { useWords } from '../i18n'
import { modName } from '../keys/key-names'
import { narrowRail } from '../layout'
import { currentPlace, openDialog, setCampaign, usePlace } from '../navigation'
import { palette } from '../palette/palette-store'
import classes from './rail.module.css'
import { RailFoot } from './rail-foot'
import { RailList } from './rail-list'

/** The campaigns, each with its game master's face, and what lies beside them. */
export function Rail({ isCheckOffered }: { readonly isCheckOffered: boolean }) {
  const t = useWords()
  const { screen, campaignId } = usePlace()
  const { data: campaigns, error, refetch } = useQuery(queries.campaigns())
  const isNarrow = useMediaQuery(narrowRail) ?? false
  useOpenSomething(campaigns)
  return (
    <div className={classes.rail}>
      <div className={classes.head}>
        <span className={classes.brand}>{t('app.name')}</span>
        <HoverTooltip label={t('rail.newCampaign')} position="right">
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={t('rail.newCampaign')}
            onClick={() => openDialog({ kind: 'new-campaign' })}
          >
            <IconPlus size={20} aria-hidden />
          </ActionIcon>
        </HoverTooltip>
      </div>
      <UnstyledButton className={classes.find} onClick={palette.open}>
        <IconSearch size={18} aria-hidden />
        <span className={classes.findText}>{t('rail.find')}</span>
        <Kbd size="xs" className={classes.findKey}>{`${modName} K`}</Kbd>
      </UnstyledButton>
      {error && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
      {campaigns === undefined ? (
        <Waiting isInVain={error !== null} />
      ) : (
        <RailList
          campaigns={campaigns}
          openId={screen === 'campaign' ? campaignId : null}
          isNarrow={isNarrow}
        />
      )}
      <RailFoot isNarrow={isNarrow} isCheckOffered={isCheckOffered} />
    </div>
  )
}

/** When the open campaign is gone, or none was, the one changed last is opened. */
function useOpenSomething(campaigns: readonly CampaignSummary[] | undefined): void {
  useEffect(() => {
    // Only when the list itself changes: a campaign just made is open before the list names it.
    const { campaignId } = currentPlace()
    if (!campaigns || campaigns.some(({ id }) => id === campaignId)) return
    setCampaign(campaigns[0]?.id ?? null)
  }, [campaigns])
}

function Waiting({ isInVain }: { readonly isInVain: boolean }) {
  return (
    <ul className={classes.list} aria-hidden>
      {(isInVain ? [] : [0, 1, 2]).map((line) => (
        <li key={line} className={classes.waiting}>
          <Skeleton width={42} height={56} radius="sm" />
          <Skeleton height={14} />
        </li>
      ))}
    </ul>
  )
}
