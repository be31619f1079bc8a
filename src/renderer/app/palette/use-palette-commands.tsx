import {
  IconArchive,
  IconArrowBackUp,
  IconFileExport,
  IconFileImport,
  IconGridDots,
  IconInfoCircle,
  IconKeyboard,
  IconLamp,
  IconPlus,
  IconRestore,
  IconSettings,
  IconShieldCheck,
  IconSparkles,
  IconStethoscope,
  IconSun,
  IconUserPlus,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { openBackUp } from '../../backup/back-up'
import { openExport } from '../../export/export-cast'
import { queries } from '../api'
import { useWords } from '../i18n'
import {
  openDialog,
  openGallery,
  openImport,
  openIntegrity,
  openRestore,
  openSettings,
  usePlace,
} from '../navigation'
import { usePreferences } from '../preferences'
import { undo } from '../toasts'

export interface PaletteCommand {
  readonly id: string
  readonly label: string
  readonly icon: ReactNode
  readonly run: () => void
}

/** What the palette can do from here; what makes no sense here is left out. */
export function usePaletteCommands(): PaletteCommand[] {
  const t = useWords()
  const { campaignId, characterId } = usePlace()
  const [preferences, change] = usePreferences()
  const character = useQuery({
    ...queries.character(characterId ?? 0),
    enabled: characterId !== null,
  })
  const isDense = preferences.density === 'dense'
  const commands: (PaletteCommand | false)[] = [
    character.data !== undefined && {
      id: 'generate',
      label: t('palette.generate', { name: character.data.name }),
      icon: <IconSparkles aria-hidden />,
      run: () => {
        const { id, name } = character.data
        openDialog({ kind: 'generate', subject: { kind: 'character', id }, name })
      },
    },
    campaignId !== null && {
      id: 'new-character',
      label: t('wall.newCharacter'),
      icon: <IconUserPlus aria-hidden />,
      run: () => openDialog({ kind: 'new-character', campaignId }),
    },
    {
      id: 'new-campaign',
      label: t('campaign.new'),
      icon: <IconPlus aria-hidden />,
      run: () => openDialog({ kind: 'new-campaign' }),
    },
    {
      id: 'undo',
      label: t('palette.undo'),
      icon: <IconArrowBackUp aria-hidden />,
      run: () => void undo(),
    },
    {
      id: 'density',
      label: t(isDense ? 'wall.toComfortable' : 'wall.toDense'),
      icon: <IconGridDots aria-hidden />,
      run: () => void change({ density: isDense ? 'comfortable' : 'dense' }),
    },
    preferences.theme !== 'lamplight' && {
      id: 'lamplight',
      label: t('palette.lamplight'),
      icon: <IconLamp aria-hidden />,
      run: () => void change({ theme: 'lamplight' }),
    },
    preferences.theme !== 'parchment' && {
      id: 'parchment',
      label: t('palette.parchment'),
      icon: <IconSun aria-hidden />,
      run: () => void change({ theme: 'parchment' }),
    },
    {
      id: 'library',
      label: t('palette.library'),
      icon: <IconArchive aria-hidden />,
      run: () => openGallery('portraits'),
    },
    {
      id: 'import',
      label: t('import.title'),
      icon: <IconFileImport aria-hidden />,
      run: openImport,
    },
    {
      id: 'back-up',
      label: t('backup.open'),
      icon: <IconShieldCheck aria-hidden />,
      run: openBackUp,
    },
    {
      id: 'restore',
      label: t('restore.open'),
      icon: <IconRestore aria-hidden />,
      run: openRestore,
    },
    campaignId !== null && {
      id: 'export',
      label: t('export.open'),
      icon: <IconFileExport aria-hidden />,
      run: () => openExport({ campaignId, characterId }),
    },
    {
      id: 'check',
      label: t('check.title'),
      icon: <IconStethoscope aria-hidden />,
      run: openIntegrity,
    },
    {
      id: 'settings',
      label: t('settings.title'),
      icon: <IconSettings aria-hidden />,
      run: openSettings,
    },
    {
      id: 'keys',
      label: t('keys.title'),
      icon: <IconKeyboard aria-hidden />,
      run: () => openDialog({ kind: 'keys' }),
    },
    {
      id: 'about',
      label: t('about.title'),
      icon: <IconInfoCircle aria-hidden />,
      run: () => openDialog({ kind: 'about' }),
    },
  ]
  return commands.filter((command) => command !== false)
}
