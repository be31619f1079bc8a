import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { commands, offeredCommands, type PaletteCommand } from '../../../shared/commands'
import { usePlayers } from '../../players/players-store'
import { queries } from '../api'
import { CommandIcon } from '../commands/command-icons'
import { useRunCommand } from '../commands/run-command'
import { useIsSelecting } from '../commands/selected'
import { useWords } from '../i18n'
import { usePlace } from '../navigation'
import { usePreferences } from '../preferences'

export interface OfferedCommand {
  readonly id: PaletteCommand
  readonly label: string
  /** What it is found by: its label without anyone's name, and what else people call it. */
  readonly words: string
  readonly icon: ReactNode
  readonly run: () => void
}

/** What the palette can do from here; what makes no sense here is left out. */
export function usePaletteCommands(): OfferedCommand[] {
  const t = useWords()
  const { campaignId, characterId } = usePlace()
  const [{ theme, density, language }] = usePreferences()
  const run = useRunCommand()
  const isPlayersOpen = usePlayers().window !== 'closed'
  const character = useQuery({
    ...queries.character(characterId ?? 0),
    enabled: characterId !== null,
  })
  // A command names the character, so it waits until the name is there.
  const named = character.data === undefined ? null : characterId
  const name = character.data?.name ?? ''
  const isSelecting = useIsSelecting()
  const context = {
    campaignId,
    characterId: named,
    isSelecting,
    theme,
    density,
    language,
    isPlayersOpen,
  }
  const selectionFor = (id: PaletteCommand) =>
    isSelecting && 'isForSelection' in commands[id] ? t('palette.selection') : null
  return offeredCommands(context).map((id) => ({
    id,
    label: t(commands[id].palette, { name: selectionFor(id) ?? name }),
    words: `${t(commands[id].palette, { name: selectionFor(id) ?? '' })} ${t(`palette.words.${id}`)}`,
    icon: <CommandIcon name={commands[id].icon} />,
    run: () => run(id, 'palette'),
  }))
}
