import { UnstyledButton } from '@mantine/core'
import { IconShieldCheck, IconShieldExclamation } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { BackupState } from '../../shared/backup'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import classes from '../app/rail/rail.module.css'
import { HoverTooltip } from '../ui/tooltip'
import { openBackUp } from './back-up'
import { daysAgo, LastBackup } from './last-backup'

/** The link to backups in the rail; its tooltip says when the last one was made. */
export function BackupLink() {
  const t = useWords()
  const { data: state } = useQuery(queries.backupState())
  const isMarked = state !== undefined && state.warning !== 'none'
  const Sign = isMarked ? IconShieldExclamation : IconShieldCheck
  return (
    <HoverTooltip label={state ? <LastBackup state={state} /> : t('backup.open')} position="right">
      <UnstyledButton
        className={classes.link}
        data-marked={isMarked || undefined}
        onClick={openBackUp}
      >
        <Sign size={19} className={classes.linkSign} aria-hidden />
        <span className={classes.linkText}>
          {t('backup.open')}
          {state && <span className={classes.linkNote}>{note(t, state)}</span>}
        </span>
      </UnstyledButton>
    </HoverTooltip>
  )
}

function note(t: ReturnType<typeof useWords>, { last, warning }: BackupState): string {
  if (warning === 'folder-gone') return t('backup.last.folderGone')
  return last === null ? t('backup.last.none') : t('backup.last.ago', { ago: daysAgo(last.madeAt) })
}
