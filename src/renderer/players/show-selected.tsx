import { IconDeviceTv, IconPlaylistAdd } from '@tabler/icons-react'
import { type FaceRequest, mostOnStage } from '../../shared/players'
import { useWords } from '../app/i18n'
import { IconButton } from '../ui/icon-button'
import { showFaces } from './players-store'

const icon = { size: 20, stroke: 1.6, 'aria-hidden': true } as const

/** The buttons by which those that are selected are shown to the players, or wait for it. */
export function ShowSelected({ faces }: { readonly faces: readonly FaceRequest[] }) {
  const t = useWords()
  return (
    <>
      {faces.length <= mostOnStage && (
        <IconButton
          label={t('players.show')}
          onClick={() => void showFaces(faces, faces.length === 1 ? 'toggle' : 'replace')}
        >
          <IconDeviceTv {...icon} />
        </IconButton>
      )}
      <IconButton label={t('players.queue')} onClick={() => void showFaces(faces, 'queue')}>
        <IconPlaylistAdd {...icon} />
      </IconButton>
    </>
  )
}
