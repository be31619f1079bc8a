import { Checkbox } from '@mantine/core'
import type { ComparedRecord } from '../../shared/backup'
import { useWords } from '../app/i18n'
import { VirtualList } from '../ui/virtual-list'
import { BackupFace } from './backup-face'
import { type PickCampaign, type Picked, tickCampaign, tickCharacter } from './pick-tree'
import { RecordFacts } from './record-line'
import classes from './restore-pick.module.css'
import { changeRestoreSession, useRestoreSession } from './restore-session'

interface PickListProps {
  readonly all: readonly PickCampaign[]
  /** Those of them that the search has found. */
  readonly shown: readonly PickCampaign[]
}

/** The campaigns of the backup with their casts, each to be ticked alone or all at once. */
export function PickList({ all, shown }: PickListProps) {
  const t = useWords()
  const picked = useRestoreSession()
  const lines = shown.flatMap(({ campaign, cast }) => [campaign, ...cast])
  // Ticking a campaign ticks its whole cast, also characters that the search hides.
  const whole = (campaignId: number) => all.find(({ campaign }) => campaign.id === campaignId)
  return (
    <VirtualList
      label={t('restore.pick.list')}
      count={lines.length}
      itemHeightPx={62}
      item={(at) => {
        const record = lines[at]
        const of = record && whole(record.campaignId)
        return record && of && <Line record={record} of={of} picked={picked} />
      }}
    />
  )
}

interface LineProps {
  readonly record: ComparedRecord
  readonly of: PickCampaign
  readonly picked: Picked
}

function Line({ record, of, picked }: LineProps) {
  const isCampaign = record.kind === 'campaign'
  const isWhole = picked.campaigns.has(of.campaign.id)
  const isSome = !isWhole && of.cast.some(({ id }) => picked.characters.has(id))
  const tick = (on: boolean) =>
    changeRestoreSession(
      isCampaign ? tickCampaign(picked, of, on) : tickCharacter(picked, of, record.id, on),
    )
  return (
    <div className={classes.line} data-inside={isCampaign ? undefined : true}>
      <BackupFace portraitId={record.portraitId} />
      <Checkbox
        className={classes.box}
        label={<bdi className={classes.name}>{record.name}</bdi>}
        description={<RecordFacts record={record} />}
        checked={isWhole || (!isCampaign && picked.characters.has(record.id))}
        indeterminate={isCampaign && isSome}
        onChange={({ currentTarget }) => tick(currentTarget.checked)}
      />
    </div>
  )
}
