import { useCallback } from 'react'
import type { WindowCommand } from '../../../shared/commands'
import type { PreferenceChanges } from '../../../shared/preferences'
import type { Subject } from '../../../shared/subject'
import { openBackUp } from '../../backup/back-up'
import { duplicateCharacters, trashCharacters } from '../../character/character-actions'
import { openExport, openExportHere } from '../../export/export-cast'
import { generateAgain } from '../../generate/again'
import { openGenerate } from '../../generate/draft'
import { subjectAtHand } from '../../portrait/subject-at-hand'
import { startNewCard } from '../../wall/new-card'
import { request } from '../api'
import { translator } from '../i18n'
import { isTyping, runShortcut } from '../keys/shortcuts'
import {
  type ChosenCharacters,
  currentPlace,
  openDialog,
  openGallery,
  openImport,
  openIntegrity,
  openRestore,
  openSettings,
} from '../navigation'
import { palette } from '../palette/palette-store'
import { useChangePreferences } from '../preferences'
import { attempt, redo, toastNote, undo } from '../toasts'
import { stepInField } from '../undo/text-fields'

/** Where a command was chosen. */
type CommandSource = 'menu' | 'palette' | 'keys'

interface CommandCall {
  readonly from: CommandSource
  readonly change: (changes: PreferenceChanges) => Promise<void>
}

/** What each command does, wherever it was chosen. */
const runs: Readonly<Record<WindowCommand, (call: CommandCall) => void>> = {
  palette: () => palette.open(),
  find: () => {
    if (!runShortcut('find')) palette.open()
  },
  generate: (call) => forSubject(call, (subject) => openGenerate(subject)),
  'generate-again': (call) => forSubject(call, (subject) => void generateAgain(subject)),
  'new-character': addCharacter,
  'duplicate-character': () => withOpenCharacter(duplicateCharacters),
  'trash-character': () => withOpenCharacter(trashCharacters),
  'quick-character': drawPerson,
  'assign-faces': () => openDialog({ kind: 'assign-faces' }),
  'new-campaign': () => openDialog({ kind: 'new-campaign' }),
  undo: ({ from }) => step('undo', from),
  redo: ({ from }) => step('redo', from),
  dense: ({ change }) => void change({ density: 'dense', cardWidthPx: null }),
  comfortable: ({ change }) => void change({ density: 'comfortable', cardWidthPx: null }),
  lamplight: ({ change }) => void change({ theme: 'lamplight' }),
  parchment: ({ change }) => void change({ theme: 'parchment' }),
  library: ({ from }) => openGallery(from === 'palette' ? 'portraits' : undefined),
  trash: () => openGallery('trash'),
  storage: () => openGallery('storage'),
  import: openImport,
  'back-up': openBackUp,
  restore: openRestore,
  export: exportCampaign,
  check: openIntegrity,
  settings: openSettings,
  keys: () => openDialog({ kind: 'keys' }),
  about: () => openDialog({ kind: 'about' }),
}

/** How to run any command of the window. */
export function useRunCommand(): (id: WindowCommand, from: CommandSource) => void {
  const change = useChangePreferences()
  return useCallback(
    (id: WindowCommand, from: CommandSource) => runs[id]({ from, change }),
    [change],
  )
}

/** The palette means the open character, whatever screen is shown; a key means who is focused or open. */
function forSubject({ from }: CommandCall, run: (subject: Subject) => void): void {
  const { characterId } = currentPlace()
  const subject =
    from === 'palette' && characterId !== null
      ? ({ kind: 'character', id: characterId } as const)
      : subjectAtHand()
  if (subject === null) toastNote(translator.t('generate.nothingSelected'))
  else run(subject)
}

function withOpenCharacter(act: (chosen: ChosenCharacters) => Promise<boolean>): void {
  const { characterId: id } = currentPlace()
  if (id === null) toastNote(translator.t('character.noneOpen'))
  else
    void attempt(async () => {
      const { name, campaignId } = await request('characters:read', { id })
      await act({ ids: [id], name, campaignId })
    })
}

function addCharacter(): void {
  const { campaignId } = currentPlace()
  if (campaignId === null) openDialog({ kind: 'new-campaign' })
  else startNewCard(campaignId)
}

function drawPerson(): void {
  const { campaignId } = currentPlace()
  if (campaignId === null) openDialog({ kind: 'new-campaign' })
  else openDialog({ kind: 'quick-character', campaignId })
}

/** The palette begins with the open character; the menu means the whole cast. */
function exportCampaign({ from }: CommandCall): void {
  const { campaignId, characterId } = currentPlace()
  if (from === 'palette' && campaignId !== null) openExport({ campaignId, characterId })
  else openExportHere()
}

/**
 * The menu means the text that is being typed, if there is one. Keys of a text never come here, and the palette's
 * own field is not what its reader wants to change.
 */
function step(which: 'undo' | 'redo', from: CommandSource): void {
  const stepInLibrary = () => void (which === 'undo' ? undo() : redo())
  if (from === 'menu') stepInText(which, stepInLibrary)
  else stepInLibrary()
}

function stepInText(which: 'undo' | 'redo', stepInLibrary: () => void): void {
  const { activeElement } = document
  if (stepInField(activeElement, which, stepInLibrary)) return
  // Chromium's own undo of a text can be asked for in no newer way.
  if (isTyping(activeElement)) document.execCommand(which)
  else stepInLibrary()
}
