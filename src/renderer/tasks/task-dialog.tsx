import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { TaskFooter, type TaskFooterProps } from './task-footer'

interface TaskRunningProps extends TaskFooterProps {
  /** What the game master may do while it runs. */
  readonly text: string
  /** How far it is: a `WorkLine`. */
  readonly children: ReactNode
}

/** Long work in a dialog; the window stays usable behind it. */
export function TaskRunning({ text, children, ...foot }: TaskRunningProps) {
  return (
    <Stack gap="xs">
      <Text>{text}</Text>
      {children}
      <Group justify="space-between">
        <TaskFooter {...foot} />
      </Group>
    </Stack>
  )
}
