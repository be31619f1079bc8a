import { Kbd, Menu } from '@mantine/core'
import { IconDeviceTv, IconEyeOff, IconPlaylistAdd, IconUsersPlus } from '@tabler/icons-react'
import { type FaceRequest, mostOnStage } from '../../shared/players'
import { useWords } from '../app/i18n'
import { showFaces, useIsOnStage, usePlayers } from './players-store'

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const

/** The lines of a menu by which one or several faces are shown to the players. */
export function ShowItems({ faces }: { readonly faces: readonly FaceRequest[] }) {
  const t = useWords()
  const { stage, isBlack } = usePlayers()
  const [face] = faces
  const isOnStage = useIsOnStage(face ?? {})
  const isOne = faces.length === 1
  const isTakenAway = isOne && isOnStage
  const mayStandBeside =
    !isBlack && stage.length > 0 && !isTakenAway && stage.length + faces.length <= mostOnStage
  const Icon = isTakenAway ? IconEyeOff : IconDeviceTv
  return (
    <>
      {faces.length <= mostOnStage && (
        <Menu.Item
          leftSection={<Icon {...icon} />}
          rightSection={isOne ? <Kbd size="xs">P</Kbd> : null}
          onClick={() => void showFaces(faces, isOne ? 'toggle' : 'replace')}
        >
          {t(isTakenAway ? 'players.take' : 'players.show')}
        </Menu.Item>
      )}
      {mayStandBeside && (
        <Menu.Item
          leftSection={<IconUsersPlus {...icon} />}
          onClick={() => void showFaces(faces, 'beside')}
        >
          {t('players.beside')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconPlaylistAdd {...icon} />}
        onClick={() => void showFaces(faces, 'queue')}
      >
        {t('players.queue')}
      </Menu.Item>
    </>
  )
}
