import type { MenuCommand } from '../shared/contract'
import { useEvent } from './api'
import { openBackUp } from './backup/back-up'
import { openExportHere } from './export/export-cast'
import { isTyping, runShortcut } from './keys/shortcuts'
import { palette } from './palette/palette-store'
import {
  currentPlace,
  openCheck,
  openDialog,
  openImport,
  openLibrary,
  openRestore,
  openSettings,
} from './place'
import { undo } from './toasts'

function undoHere(): void {
  // Chromium's own undo of a text has no newer door; the menu's Undo means the text being typed.
  if (isTyping(document.activeElement)) document.execCommand('undo')
  else void undo()
}

function addCharacter(): void {
  const { campaignId } = currentPlace()
  if (campaignId === null) openDialog({ kind: 'new-campaign' })
  else openDialog({ kind: 'new-character', campaignId })
}

const commands: Readonly<Record<MenuCommand, () => void>> = {
  'new-campaign': () => openDialog({ kind: 'new-campaign' }),
  'new-character': addCharacter,
  import: openImport,
  export: openExportHere,
  'back-up': openBackUp,
  restore: openRestore,
  undo: undoHere,
  find: () => {
    if (!runShortcut('search')) palette.open()
  },
  palette: palette.open,
  keys: () => openDialog({ kind: 'keys' }),
  library: () => openLibrary(),
  check: openCheck,
  settings: openSettings,
  about: () => openDialog({ kind: 'about' }),
}

/** Does what was chosen in the application menu. */
export function useMenu(): void {
  useEvent('menu:chosen', ({ command }) => commands[command]())
}
