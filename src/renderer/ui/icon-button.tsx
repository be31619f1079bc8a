import { ActionIcon } from '@mantine/core'
import type { ReactNode } from 'react'
import { Hint } from './tooltip'

interface IconButtonProps {
  /** What it does, as a tooltip and for those who do not see the sign. */
  readonly label: string
  readonly onClick: () => void
  readonly children: ReactNode
}

/** A quiet button with a sign on it. */
export function IconButton({ label, onClick, children }: IconButtonProps) {
  return (
    <Hint label={label}>
      <ActionIcon variant="subtle" color="gray" size={34} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Hint>
  )
}
