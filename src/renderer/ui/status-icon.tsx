import {
  IconBookmark,
  IconCircleCheck,
  IconCircleDashed,
  IconGrave2,
  IconHelpCircle,
} from '@tabler/icons-react'
import { isFixedStatus } from '../../shared/status'

const icons = {
  unmet: IconCircleDashed,
  met: IconCircleCheck,
  missing: IconHelpCircle,
  dead: IconGrave2,
} as const

interface StatusIconProps {
  readonly status: string
  /** In pixels. */
  readonly size: number
}

/** The sign of a status; the game master's own all have the same. Its word stands beside it. */
export function StatusIcon({ status, size }: StatusIconProps) {
  const Icon = isFixedStatus(status) ? icons[status] : IconBookmark
  return <Icon size={size} stroke={1.6} aria-hidden />
}
