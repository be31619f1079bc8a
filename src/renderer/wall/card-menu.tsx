import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import type { AskedMenu } from './use-selectable-wall'

interface CardMenuProps {
  readonly asked: AskedMenu<{ readonly id: number }>
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A context menu where it was asked for; afterwards its card has the keyboard again. */
export function CardMenu({ asked, onClose, children }: CardMenuProps) {
  const { card, from, xPx, yPx } = asked
  const close = () => {
    from.focus({ preventScroll: true })
    onClose()
  }
  return (
    // Another place is another menu: one that is on its way out would not open there.
    <Menu
      key={`${card.id}:${xPx}:${yPx}`}
      opened
      onClose={close}
      position="bottom-start"
      // One that fits neither below nor above moves over the place it was asked for.
      middlewares={{ flip: true, shift: { crossAxis: true, padding: 8 } }}
    >
      <Menu.Target>
        <span style={{ position: 'fixed', left: xPx, top: yPx }} aria-hidden />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
