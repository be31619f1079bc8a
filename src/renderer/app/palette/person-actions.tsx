import {
  IconArrowRight,
  IconCopy,
  IconFileExport,
  IconSparkles,
  IconTrash,
  IconUser,
  IconUserCheck,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { CharacterHit } from '../../../shared/character'
import { commands } from '../../../shared/commands'
import { fixedStatuses } from '../../../shared/status'
import { statusWord } from '../../../shared/status-words'
import { duplicateCharacters, setStatus, trashCharacters } from '../../character/character-actions'
import { openExport } from '../../export/export-cast'
import { openGenerate } from '../../generate/draft'
import { facesOf, showFaces } from '../../players/players-store'
import { StatusIcon } from '../../ui/status-icon'
import { CommandIcon } from '../commands/command-icons'
import { useWords } from '../i18n'
import { openCharacter, openDialog } from '../navigation'

interface PersonAction {
  readonly id: string
  readonly label: string
  readonly icon: ReactNode
  readonly run: () => void
}

/** What can be done with a character that the palette has found, wherever the game master is. */
export function usePersonActions({ id, name, campaignId }: CharacterHit): PersonAction[] {
  const t = useWords()
  const chosen = { ids: [id], name, campaignId }
  return [
    {
      id: 'open',
      label: t('palette.show'),
      icon: <IconUser aria-hidden />,
      run: () => openCharacter(id, campaignId),
    },
    {
      id: 'generate',
      label: t('portrait.generate'),
      icon: <IconSparkles aria-hidden />,
      run: () => openGenerate({ kind: 'character', id }),
    },
    {
      id: 'players-show',
      label: t('players.show'),
      icon: <CommandIcon name={commands['players-show'].icon} />,
      run: () => void showFaces(facesOf('character', [id]), 'toggle'),
    },
    {
      id: 'players-queue',
      label: t('players.queue'),
      icon: <CommandIcon name={commands['players-queue'].icon} />,
      run: () => void showFaces(facesOf('character', [id]), 'queue'),
    },
    {
      id: 'move',
      label: t('character.move'),
      icon: <IconArrowRight aria-hidden />,
      run: () => openDialog({ kind: 'move-characters', chosen }),
    },
    {
      id: 'duplicate',
      label: t('character.duplicate'),
      icon: <IconCopy aria-hidden />,
      run: () => void duplicateCharacters(chosen),
    },
    {
      id: 'export',
      label: t('export.open'),
      icon: <IconFileExport aria-hidden />,
      run: () => openExport({ kind: 'characters', campaignId, ids: [id] }),
    },
    ...fixedStatuses.map((status) => ({
      id: `status-${status}`,
      label: t('status.set', { status: statusWord(t, status) }),
      icon: <StatusIcon status={status} size={24} />,
      run: () => void setStatus(chosen, status),
    })),
    {
      id: 'status-own',
      label: t('status.setOwn'),
      icon: <IconUserCheck aria-hidden />,
      run: () => openDialog({ kind: 'set-status', chosen }),
    },
    {
      id: 'trash',
      label: t('character.trash'),
      icon: <IconTrash aria-hidden />,
      run: () => void trashCharacters(chosen),
    },
  ]
}
