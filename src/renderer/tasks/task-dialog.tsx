import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { WorkFoot, type WorkFootProps } from './task-footer'

interface WorkRunningProps extends WorkFootProps {
  /** What the game master may do meanwhile. */
  readonly text: string
  /** How far it is: a `WorkLine`. */
  readonly children: ReactNode
}

/** Long work in a dialog; the window stays usable behind it. */
export function WorkRunning({ text, children, ...foot }: WorkRunningProps) {
  return (
    <Stack gap="xs">
      <Text>{text}</Text>
      {children}
      <Group justify="space-between">
        <WorkFoot {...foot} />
      </Group>
    </Stack>
  )
}
