import { ActionIcon, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './full-screen.module.css'
import { HoverTooltip } from './tooltip'

interface FullScreenProps {
  readonly title: string
  /** What the button says that leaves the screen. */
  readonly closeLabel: string
  readonly onClose: () => void
  /** Below the title: steps or tabs. */
  readonly navigation?: ReactNode
  readonly children: ReactNode
}

/** A task that takes the whole room beside the rail: its name, the way out, and its content. */
export function FullScreen({ title, closeLabel, onClose, navigation, children }: FullScreenProps) {
  return (
    <div className={classes.screen}>
      <div className={classes.head} data-plain={navigation === undefined || undefined}>
        <div className={classes.titleLine}>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          <HoverTooltip label={closeLabel}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={closeLabel}
              onClick={onClose}
            >
              <IconX size={22} aria-hidden />
            </ActionIcon>
          </HoverTooltip>
        </div>
        {navigation}
      </div>
      {children}
    </div>
  )
}
