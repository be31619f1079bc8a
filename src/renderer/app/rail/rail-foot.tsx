import { UnstyledButton } from '@mantine/core'
import { IconArchive, IconFileImport, IconSettings } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { BackupLink } from '../../backup/backup-link'
import { HoverTooltip } from '../../ui/tooltip'
import { useWords } from '../i18n'
import { openGallery, openImport, openSettings, usePlace } from '../navigation'
import classes from './rail.module.css'

interface RailLinkProps {
  readonly label: string
  readonly icon: ReactNode
  readonly isOpen: boolean
  /** Whether the rail shows signs only. */
  readonly isNarrow: boolean
  readonly onClick: () => void
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
        isOpen={screen === 'gallery'}
        onClick={() => openGallery()}
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
  return (
    <HoverTooltip label={label} position="right" isOff={!isNarrow}>
      <UnstyledButton
        className={classes.link}
        aria-current={isOpen ? 'page' : undefined}
        onClick={onClick}
      >
        {icon}
        <span className={classes.linkText}>{label}</span>
      </UnstyledButton>
    </HoverTooltip>
  )
}
