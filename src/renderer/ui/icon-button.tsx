import { ActionIcon } from '@mantine/core'
import type { ReactNode } from 'react'
import { HoverTooltip } from './tooltip'

interface IconButtonProps {
  /** What it does, as a tooltip and for those who do not see the sign. */
  readonly label: string
  readonly onClick: () => void
  readonly children: ReactNode
}

/** A subtle button that shows only an icon; its label is the tooltip and the accessible name. */
export function IconButton({ label, onClick, children }: IconButtonProps) {
  return (
    <HoverTooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={34} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </HoverTooltip>
  )
}
