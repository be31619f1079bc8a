import type { MenuCommand } from '../../shared/contract'
import { openBackUp } from '../backup/back-up'
import { openExportHere } from '../export/export-cast'
import { useEvent } from './api'
import { isTyping, runShortcut } from './keys/shortcuts'
import {
  currentPlace,
  openDialog,
  openGallery,
  openImport,
  openIntegrity,
  openRestore,
  openSettings,
} from './navigation'
import { palette } from './palette/palette-store'
import { redo, undo } from './toasts'
import { stepInField } from './undo/text-fields'

/** In a text that is being typed its own step; anywhere else that of the library. */
function stepHere(step: 'undo' | 'redo'): void {
  const { activeElement } = document
  const elsewhere = () => void (step === 'undo' ? undo() : redo())
  if (stepInField(activeElement, step, elsewhere)) return
  // Chromium's own undo of a text can be asked for in no newer way.
  if (isTyping(activeElement)) document.execCommand(step)
  else elsewhere()
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
  undo: () => stepHere('undo'),
  redo: () => stepHere('redo'),
  find: () => {
    if (!runShortcut('search')) palette.open()
  },
  palette: palette.open,
  keys: () => openDialog({ kind: 'keys' }),
  library: () => openGallery(),
  check: openIntegrity,
  settings: openSettings,
  about: () => openDialog({ kind: 'about' }),
}

/** Does what was chosen in the application menu. */
export function useMenu(): void {
  useEvent('menu:chosen', ({ command }) => commands[command]())
}
