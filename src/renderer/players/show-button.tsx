import { ActionIcon } from '@mantine/core'
import { IconDeviceTv } from '@tabler/icons-react'
import type { FaceRequest } from '../../shared/players'
import { useWords } from '../app/i18n'
import { HoverTooltip } from '../ui/tooltip'
import { showFaces, useIsOnStage } from './players-store'

interface ShowButtonProps {
  readonly face: FaceRequest
  /** `large` beside the buttons of the panel. */
  readonly size?: 'small' | 'large'
}

/** Shows this picture to the players, or takes it away again. */
export function ShowButton({ face, size = 'small' }: ShowButtonProps) {
  const t = useWords()
  const isOnStage = useIsOnStage(face)
  const label = t(isOnStage ? 'players.take' : 'players.show')
  return (
    <HoverTooltip label={label}>
      <ActionIcon
        variant={size === 'large' ? 'default' : 'subtle'}
        // A face that the players see has the accent.
        c={isOnStage ? 'var(--ck-accent)' : undefined}
        color="gray"
        size={size === 'large' ? 36 : 34}
        aria-label={label}
        onClick={() => void showFaces([face], 'toggle')}
      >
        <IconDeviceTv size={20} stroke={1.6} aria-hidden />
      </ActionIcon>
    </HoverTooltip>
  )
}
