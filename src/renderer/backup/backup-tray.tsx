import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconShieldHalf } from '@tabler/icons-react'
import type { BackupWork } from '../../shared/backup'
import classes from '../components/tray.module.css'
import { useWork } from '../components/work'
import { percentOf } from '../components/work-line'
import { openExportAgain } from '../export/export-cast'
import { useWords } from '../i18n'
import { openCheck, openDialog, openRestore, type Place, usePlace } from '../place'

const ways: Partial<Record<BackupWork, () => void>> = {
  backup: () => openDialog({ kind: 'back-up' }),
  restore: openRestore,
  take: openRestore,
  check: openCheck,
  export: openExportAgain,
}

function isShown(work: BackupWork, { screen, dialog }: Place): boolean {
  if (work === 'backup') return dialog?.kind === 'back-up'
  if (work === 'export') return dialog?.kind === 'export'
  return screen === (work === 'check' ? 'check' : 'restore')
}

/** Long work that goes on in the background: one line below the campaigns that leads back to it. */
export function BackupTray() {
  const t = useWords()
  const place = usePlace()
  const { running, told } = useWork()
  if (running === null || told === null || isShown(running, place)) return null
  const open = ways[running]
  if (open === undefined) return null
  const label = t(`backup.work.${running}`)
  const known = percentOf(told)
  const percent = known === null ? null : Math.floor(known)
  return (
    <UnstyledButton className={classes.tray} title={label} onClick={open}>
      <IconShieldHalf size={20} className={classes.lamp} aria-hidden />
      <span className={classes.label} aria-hidden>
        {label}
      </span>
      <span className={classes.percent} aria-hidden>
        {percent !== null && `${percent} %`}
      </span>
      <VisuallyHidden>{label}</VisuallyHidden>
      {percent !== null && (
        <span className={classes.bar} style={{ width: `${percent}%` }} aria-hidden />
      )}
    </UnstyledButton>
  )
}
