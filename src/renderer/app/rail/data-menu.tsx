import { Menu, UnstyledButton } from '@mantine/core'
import {
  IconBolt,
  IconCoins,
  IconDatabase,
  IconFileImport,
  IconRestore,
  IconServer2,
  IconShieldCheck,
  IconShieldExclamation,
  IconStethoscope,
  IconTrash,
  type TablerIcon,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { BackupState } from '../../../shared/backup'
import { openBackUp } from '../../backup/back-up'
import { daysAgo } from '../../backup/last-backup'
import { endCrashOffer } from '../../integrity/crash-offer'
import { HoverTooltip } from '../../ui/tooltip'
import { queries } from '../api'
import { useWords } from '../i18n'
import {
  openGallery,
  openImport,
  openIntegrity,
  openRestore,
  openSettings,
  openSpending,
} from '../navigation'
import classes from './rail.module.css'

interface DataMenuProps {
  readonly isNarrow: boolean
  /** Whether the app did not end properly last time, and the check is still to be offered. */
  readonly isCheckOffered: boolean
}

/** The one way to all that keeps the data safe. A dot on it says that something there needs attention. */
export function DataMenu({ isNarrow, isCheckOffered }: DataMenuProps) {
  const t = useWords()
  const { data: backup } = useQuery(queries.backupState())
  const warning = backup === undefined ? null : warningOf(t, backup)
  const needs = [isCheckOffered ? t('notice.ended-badly') : null, warning].filter(
    (need) => need !== null,
  )
  const isMarked = needs.length > 0
  return (
    <Menu position="right-end" withArrow>
      <HoverTooltip
        label={isMarked ? needs.join(' ') : t('rail.data')}
        position="right"
        isOff={!isNarrow && !isMarked}
      >
        <div>
          <Menu.Target>
            <UnstyledButton className={classes.link}>
              <span className={classes.linkSign} data-marked={isMarked || undefined}>
                <IconServer2 size={19} aria-hidden />
              </span>
              <span className={classes.linkText}>
                {t('rail.data')}
                {isMarked && <span className={classes.heard}> ({t('rail.needsAttention')})</span>}
              </span>
            </UnstyledButton>
          </Menu.Target>
        </div>
      </HoverTooltip>
      <Menu.Dropdown className={classes.dataMenu}>
        {isCheckOffered && (
          <Entry
            icon={IconBolt}
            label={t('integrity.title')}
            note={t('notice.ended-badly')}
            isWarning
            onClick={() => {
              endCrashOffer()
              openIntegrity()
            }}
          />
        )}
        {warning !== null && (
          <Entry
            icon={IconShieldExclamation}
            label={t(backup?.warning === 'folder-gone' ? 'backup.notice.settings' : 'backup.open')}
            note={warning}
            isWarning
            onClick={backup?.warning === 'folder-gone' ? openSettings : openBackUp}
          />
        )}
        {isMarked && <Menu.Divider />}
        {(warning === null || backup?.warning === 'folder-gone') && (
          <Entry
            icon={IconShieldCheck}
            label={t('backup.open')}
            note={backup && lastBackup(t, backup)}
            onClick={openBackUp}
          />
        )}
        <Entry icon={IconRestore} label={t('restore.open')} onClick={openRestore} />
        <Entry icon={IconFileImport} label={t('rail.import')} onClick={openImport} />
        {!isCheckOffered && (
          <Entry icon={IconStethoscope} label={t('integrity.title')} onClick={openIntegrity} />
        )}
        <Menu.Divider />
        <Entry icon={IconCoins} label={t('spending.title')} onClick={openSpending} />
        <Entry icon={IconTrash} label={t('palette.trash')} onClick={() => openGallery('trash')} />
        <Entry
          icon={IconDatabase}
          label={t('palette.storage')}
          onClick={() => openGallery('storage')}
        />
      </Menu.Dropdown>
    </Menu>
  )
}

interface EntryProps {
  readonly icon: TablerIcon
  readonly label: string
  readonly note?: string | undefined
  readonly isWarning?: boolean
  readonly onClick: () => void
}

function Entry({ icon: Icon, label, note, isWarning = false, onClick }: EntryProps) {
  return (
    <Menu.Item
      leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
      data-warning={isWarning || undefined}
      onClick={onClick}
    >
      {label}
      {note !== undefined && <span className={classes.entryNote}>{note}</span>}
    </Menu.Item>
  )
}

type Words = ReturnType<typeof useWords>

function warningOf(t: Words, { last, warning }: BackupState): string | null {
  if (warning === 'none') return null
  if (warning === 'folder-gone') return t('backup.notice.folderGone')
  if (last === null) return t('backup.notice.never')
  return t('backup.notice.overdue', { ago: daysAgo(last.madeAt) })
}

function lastBackup(t: Words, { last }: BackupState): string {
  return last === null ? t('backup.last.none') : t('backup.last.ago', { ago: daysAgo(last.madeAt) })
}
