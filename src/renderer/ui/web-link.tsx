import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { request } from '../app/api'
import { toastError } from '../app/toasts'

interface WebLinkProps {
  readonly href?: string
  readonly children?: ReactNode
}

/** A link that opens in the system's browser. Anything but https is shown as the text it is. */
export function WebLink({ href, children }: WebLinkProps) {
  if (!href?.startsWith('https://')) return <span>{children}</span>
  const open = () => request('app:open-link', { url: href }).catch(toastError)
  return (
    <Anchor component="button" type="button" title={href} onClick={() => void open()}>
      {children}
    </Anchor>
  )
}
