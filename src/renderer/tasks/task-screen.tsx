import { ActionIcon, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Hint } from '../ui/tooltip'
import classes from './task-screen.module.css'

interface TaskScreenProps {
  readonly title: string
  /** What the button says that leaves the screen. */
  readonly closeLabel: string
  readonly onClose: () => void
  /** Where in the task we are, if it has steps. */
  readonly steps?: ReactNode
  readonly children: ReactNode
}

/** A longer task that takes the whole screen: its name, its steps, the way out, and the step itself. */
export function TaskScreen({ title, closeLabel, onClose, steps, children }: TaskScreenProps) {
  return (
    <div className={classes.screen}>
      <div className={classes.head} data-plain={steps === undefined || undefined}>
        <div className={classes.titleLine}>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          <Hint label={closeLabel}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={closeLabel}
              onClick={onClose}
            >
              <IconX size={22} aria-hidden />
            </ActionIcon>
          </Hint>
        </div>
        {steps}
      </div>
      {children}
    </div>
  )
}
