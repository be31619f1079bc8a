import { Tooltip, UnstyledButton } from '@mantine/core'
import { IconArchive, IconFileImport, IconSettings } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { BackupLink } from '../backup/backup-link'
import { useWords } from '../i18n'
import { openImport, openSettings, usePlace } from '../place'
import classes from './rail.module.css'

interface RailLinkProps {
  readonly label: string
  readonly icon: ReactNode
  readonly isOpen?: boolean
  /** Whether the rail shows signs only. */
  readonly isNarrow: boolean
  /** Without it the link is there to say what is coming. */
  readonly onClick?: () => void
}

/** Below the campaigns: the library, the import, backups and the settings. */
export function RailFoot({ isNarrow }: { readonly isNarrow: boolean }) {
  const t = useWords()
  const { screen } = usePlace()
  return (
    <div className={classes.foot}>
      <RailLink
        label={t('rail.library')}
        icon={<IconArchive size={19} aria-hidden />}
        isNarrow={isNarrow}
      />
      <RailLink
        label={t('rail.import')}
        icon={<IconFileImport size={19} aria-hidden />}
        isNarrow={isNarrow}
        isOpen={screen === 'import'}
        onClick={openImport}
      />
      <BackupLink />
      <RailLink
        isNarrow={isNarrow}
        label={t('rail.settings')}
        icon={<IconSettings size={19} aria-hidden />}
        isOpen={screen === 'settings'}
        onClick={openSettings}
      />
    </div>
  )
}

function RailLink({ label, icon, isOpen, isNarrow, onClick }: RailLinkProps) {
  const t = useWords()
  return (
    <Tooltip
      label={onClick ? label : t('rail.later', { what: label })}
      position="right"
      disabled={onClick !== undefined && !isNarrow}
    >
      <UnstyledButton
        className={classes.link}
        aria-current={isOpen ? 'page' : undefined}
        aria-disabled={onClick ? undefined : true}
        onClick={onClick}
      >
        {icon}
        <span className={classes.linkText}>{label}</span>
      </UnstyledButton>
    </Tooltip>
  )
}
