import { UnstyledButton } from '@mantine/core'
import { IconArchive, IconSettings } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { HoverTooltip } from '../../ui/tooltip'
import { useWords } from '../i18n'
import { openGallery, openSettings, usePlace } from '../navigation'
import { DataMenu } from './data-menu'
import classes from './rail.module.css'

interface RailLinkProps {
  readonly label: string
  readonly icon: ReactNode
  readonly isOpen: boolean
  /** Whether the rail shows signs only. */
  readonly isNarrow: boolean
  readonly onClick: () => void
}

interface RailFootProps {
  readonly isNarrow: boolean
  readonly isCheckOffered: boolean
}

/** Below the campaigns: the library, what keeps the data safe, and the settings. */
export function RailFoot({ isNarrow, isCheckOffered }: RailFootProps) {
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
      <DataMenu isNarrow={isNarrow} isCheckOffered={isCheckOffered} />
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
