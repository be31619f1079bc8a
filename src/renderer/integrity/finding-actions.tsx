import { Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { Finding } from '../../shared/integrity'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { openCampaign, openCharacter, openRestore } from '../app/navigation'
import { openJournal } from '../sessions/journal-place'
import { sessionName } from '../sessions/session-words'
import { lastPart } from '../ui/counts'
import { repairFindings, useRepairing } from './check'
import { type BulkAction, keyOf, planRepair } from './planned-repairs'

type Of<Kind extends Finding['kind']> = Extract<Finding, { kind: Kind }>

/** What can be done about one finding; leaving it is always possible and needs no button. */
export function FindingActions({ finding }: { readonly finding: Finding }) {
  const t = useWords()
  switch (finding.kind) {
    case 'database-damaged':
    case 'stray-rows':
      return <ActionButton label={t('integrity.restore')} onClick={openRestore} />
    case 'session': {
      const name = sessionName(t, finding.session)
      return (
        <>
          <RepairButton finding={finding} action="repair-session" name={name} />
          <ActionButton
            label={t('sessions.openJournal')}
            name={name}
            onClick={() => openJournal(finding.session.campaignId, finding.session.id)}
          />
        </>
      )
    }
    case 'portrait':
      return <DamagedPortraitActions finding={finding} />
    case 'file-without-row':
      return <UnownedFileActions finding={finding} />
    case 'files-without-rows':
    case 'left-over':
      return <RepairButton finding={finding} action="quarantine" name={lastPart(finding.path)} />
    case 'link':
    case 'not-a-file':
    case 'closed-folder':
      return (
        <ActionButton
          label={t('integrity.openFolder')}
          name={lastPart(finding.path)}
          onClick={() => void request('app:open-folder', { folder: 'portraits' })}
        />
      )
  }
}

function DamagedPortraitActions({ finding }: { readonly finding: Of<'portrait'> }) {
  const t = useWords()
  const { name, subject, actions } = finding
  const open = () => {
    if (subject === null) return
    if (subject.kind === 'campaign') openCampaign(subject.id)
    else openCharacter(subject.id)
  }
  return (
    <>
      <RepairButton finding={finding} action="relink" name={name} />
      <RepairButton finding={finding} action="take-from-backup" name={name} />
      {actions.includes('choose-from-history') && (
        <ActionButton label={t('integrity.chooseFromHistory')} name={name} onClick={open} />
      )}
      {actions.length === 0 && subject !== null && (
        <ActionButton label={t('integrity.openSubject')} name={name} onClick={open} />
      )}
    </>
  )
}

function UnownedFileActions({ finding }: { readonly finding: Of<'file-without-row'> }) {
  const t = useWords()
  const { path, owner, actions } = finding
  const isBusy = useRepairing().phase === 'running'
  const name = lastPart(path)
  const keepUnassigned = () =>
    void repairFindings([{ key: keyOf(finding), repair: { action: 'adopt', path, subject: null } }])
  return (
    <>
      <RepairButton finding={finding} action="adopt" name={name} />
      <RepairButton finding={finding} action="quarantine" name={name} />
      {actions.includes('adopt') && owner !== null && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              size="xs"
              px={8}
              variant="default"
              disabled={isBusy}
              aria-label={t('integrity.moreFor', { name })}
            >
              <IconDots size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={keepUnassigned}>{t('integrity.keepUnassigned')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}

interface RepairButtonProps {
  readonly finding: Finding
  readonly action: BulkAction
  /** What the action is about, for screen readers. */
  readonly name: string
}

function RepairButton({ finding, action, name }: RepairButtonProps) {
  const t = useWords()
  const isBusy = useRepairing().phase === 'running'
  const one = planRepair(finding, action)
  if (one === null) return null
  const isUnowned = finding.kind === 'file-without-row' && finding.owner === null
  const label =
    action === 'adopt' && isUnowned
      ? t('integrity.keepUnassigned')
      : t(`integrity.action.${one.repair.action}`)
  return (
    <ActionButton
      label={label}
      name={name}
      isBusy={isBusy}
      onClick={() => void repairFindings([one])}
    />
  )
}

interface ActionButtonProps {
  readonly label: string
  readonly name?: string
  readonly isBusy?: boolean
  readonly onClick: () => void
}

function ActionButton({ label, name, isBusy, onClick }: ActionButtonProps) {
  const t = useWords()
  return (
    <Button
      size="xs"
      variant="default"
      disabled={isBusy}
      aria-label={
        name === undefined ? undefined : t('integrity.actionFor', { action: label, name })
      }
      onClick={onClick}
    >
      {label}
    </Button>
  )
}
