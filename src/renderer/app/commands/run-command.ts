import { useCallback } from 'react'
import type { WindowCommand } from '../../../shared/commands'
import type { PreferenceChanges } from '../../../shared/preferences'
import type { Subject } from '../../../shared/subject'
import { nextZoom } from '../../../shared/zoom'
import { openBackUp } from '../../backup/back-up'
import { duplicateCharacters, setStatus, trashCharacters } from '../../character/character-actions'
import { openExport, openExportHere } from '../../export/export-cast'
import { printSheet, saveSheetAsPdf } from '../../export/print-sheet'
import {
  duplicateOwners,
  generateForOwners,
  moveOwners,
  trashPortraits,
} from '../../gallery/gallery-actions'
import { generateAgain } from '../../generate/again'
import { openDockForCharacters } from '../../generate/dock'
import { openGenerate } from '../../generate/draft'
import {
  askPlayersWindow,
  closePlayersWindow,
  pickPlayersScreen,
  showCurrentFace,
  stepInQueue,
} from '../../players/players-commands'
import { currentSubject, focusedSubject } from '../../portrait/current-subject'
import { openJournal } from '../../sessions/journal-place'
import { addSession } from '../../sessions/session-actions'
import { startNewCard } from '../../wall/new-card'
import { request } from '../api'
import { translator } from '../i18n'
import { isTyping, runShortcut } from '../keys/shortcuts'
import {
  type ChosenCharacters,
  currentPlace,
  openAssignFaces,
  openDialog,
  openGallery,
  openImport,
  openIntegrity,
  openRestore,
  openSettings,
  openSpending,
  openWordLists,
} from '../navigation'
import { palette } from '../palette/palette-store'
import { usePreferences } from '../preferences'
import { attempt, redo, toastNote, undo } from '../toasts'
import { stepInField } from '../undo/text-fields'
import { selectedOnWall } from './selected'

/** Where a command was chosen. */
type CommandSource = 'menu' | 'palette' | 'keys'

interface CommandCall {
  readonly from: CommandSource
  readonly change: (changes: PreferenceChanges) => Promise<void>
  readonly zoom: number
}

/** What each command does, wherever it was chosen. */
const runs: Readonly<Record<WindowCommand, (call: CommandCall) => void>> = {
  palette: () => palette.open(),
  find: () => {
    if (!runShortcut('find')) palette.open()
  },
  generate,
  'generate-again': (call) => forSubject(call, (subject) => void generateAgain(subject)),
  'new-character': () => inCampaign(startNewCard),
  'duplicate-character': () => withChosen(duplicateCharacters, duplicateOwners),
  'move-character': () => withChosen(askWhereTo, moveOwners),
  'trash-character': () => withChosen(trashCharacters, trashPortraits),
  'status-unmet': () => withOpenCharacter((chosen) => setStatus(chosen, 'unmet')),
  'status-met': () => withOpenCharacter((chosen) => setStatus(chosen, 'met')),
  'status-missing': () => withOpenCharacter((chosen) => setStatus(chosen, 'missing')),
  'status-dead': () => withOpenCharacter((chosen) => setStatus(chosen, 'dead')),
  'status-none': () => withOpenCharacter((chosen) => setStatus(chosen, null)),
  tags: () => openDialog({ kind: 'tags' }),
  'tag-character': tagAtHand,
  'status-own': () => withOpenCharacter((chosen) => openDialog({ kind: 'set-status', chosen })),
  'players-show': ({ from }) => showCurrentFace(from, 'toggle'),
  'players-queue': ({ from }) => showCurrentFace(from, 'queue'),
  'players-names': () => askPlayersWindow('players:toggle-names'),
  'players-black': () => askPlayersWindow('players:toggle-black'),
  'players-next': () => stepInQueue(1),
  'players-previous': () => stepInQueue(-1),
  'players-screen': pickPlayersScreen,
  'players-close': closePlayersWindow,
  'who-turns-up': () =>
    inCampaign((campaignId) => openDialog({ kind: 'who-turns-up', campaignId })),
  'quick-character': () =>
    inCampaign((campaignId) => openDialog({ kind: 'quick-character', campaignId })),
  'word-lists': () => inCampaign(openWordLists),
  'session-line': () =>
    inCampaign((campaignId) => openDialog({ kind: 'session-line', campaignId })),
  'new-session': () => inCampaign((campaignId) => void addSession(campaignId)),
  journal: () => inCampaign((campaignId) => openJournal(campaignId)),
  'export-sessions': () =>
    inCampaign((campaignId) =>
      openDialog({ kind: 'export-sessions', campaignId, sessionId: null }),
    ),
  'assign-faces': () => openAssignFaces(),
  'new-campaign': () => openDialog({ kind: 'new-campaign' }),
  undo: ({ from }) => step('undo', from),
  redo: ({ from }) => step('redo', from),
  dense: ({ change }) => void change({ density: 'dense', cardWidthPx: null }),
  comfortable: ({ change }) => void change({ density: 'comfortable', cardWidthPx: null }),
  lamplight: ({ change }) => void change({ theme: 'lamplight' }),
  parchment: ({ change }) => void change({ theme: 'parchment' }),
  'system-theme': ({ change }) => void change({ theme: 'system' }),
  english: ({ change }) => void change({ language: 'en' }),
  french: ({ change }) => void change({ language: 'fr' }),
  'system-language': ({ change }) => void change({ language: 'system' }),
  'zoom-in': ({ change, zoom }) => void change({ zoom: nextZoom(zoom, 1) }),
  'zoom-out': ({ change, zoom }) => void change({ zoom: nextZoom(zoom, -1) }),
  'actual-size': ({ change }) => void change({ zoom: 1 }),
  'full-screen': () => ask('app:toggle-full-screen'),
  library: ({ from }) => openGallery(from === 'palette' ? 'portraits' : undefined),
  trash: () => openGallery('trash'),
  storage: () => openGallery('storage'),
  import: openImport,
  'back-up': openBackUp,
  restore: openRestore,
  export: exportCampaign,
  print: () => void printSheet(),
  pdf: () => void saveSheetAsPdf(),
  check: openIntegrity,
  spending: openSpending,
  'data-folder': () => openFolder('data'),
  'log-folder': () => openFolder('log'),
  settings: openSettings,
  keys: () => openDialog({ kind: 'keys' }),
  about: () => openDialog({ kind: 'about' }),
  quit: () => ask('app:quit'),
}

/** How to run any command of the window. */
export function useRunCommand(): (id: WindowCommand, from: CommandSource) => void {
  const [{ zoom }, change] = usePreferences()
  return useCallback(
    (id: WindowCommand, from: CommandSource) => runs[id]({ from, change, zoom }),
    [change, zoom],
  )
}

/** Asks for tags of those who are selected on the wall, or else of the open character. */
function tagAtHand(): void {
  const { characterId } = currentPlace()
  const selected = selectedOnWall()
  const open = characterId === null ? [] : [characterId]
  const characters = selected === null ? open : selected.of === 'characters' ? selected.ids : []
  const portraits = selected?.of === 'portraits' ? selected.ids : []
  if (characters.length + portraits.length === 0) toastNote(translator.t('tags.selectFirst'))
  else {
    const on = { characters: [...characters], portraits: [...portraits] }
    openDialog({ kind: 'tag-many', on })
  }
}

/** What is selected on the wall in sight, all of it; without a selection who is focused or open. */
function generate(call: CommandCall): void {
  const isOnWall = document.activeElement?.closest('[data-wall]') != null
  const isElsewhere = !isOnWall && focusedSubject() !== null
  const selected = isElsewhere ? null : selectedOnWall()
  if (selected === null) forSubject(call, (subject) => openGenerate(subject))
  else if (selected.of === 'characters') openDockForCharacters(selected.ids)
  else void generateForOwners(selected.ids)
}

/** The palette means the open character, whatever screen is shown; a key means who is focused or open. */
function forSubject({ from }: CommandCall, run: (subject: Subject) => void): void {
  const { characterId } = currentPlace()
  const subject =
    from === 'palette' && characterId !== null
      ? ({ kind: 'character', id: characterId } as const)
      : currentSubject()
  if (subject === null) toastNote(translator.t('generate.nothingSelected'))
  else run(subject)
}

function withOpenCharacter(act: (chosen: ChosenCharacters) => unknown): void {
  const { characterId: id } = currentPlace()
  if (id === null) toastNote(translator.t('character.noneOpen'))
  else
    void attempt(async () => {
      const { name, campaignId } = await request('characters:read', { id })
      await act({ ids: [id], name, campaignId })
    })
}

/** What is selected on the wall in sight, or else the open character. */
function withChosen(
  act: (chosen: ChosenCharacters) => unknown,
  actOnPortraits: (ids: readonly number[]) => unknown,
): void {
  const selected = selectedOnWall()
  if (selected === null) withOpenCharacter(act)
  else if (selected.of === 'portraits') void actOnPortraits(selected.ids)
  else void act({ ...selected, name: null })
}

async function askWhereTo(chosen: ChosenCharacters): Promise<void> {
  openDialog({ kind: 'move-characters', chosen })
}

function ask(name: 'app:toggle-full-screen' | 'app:quit'): void {
  void attempt(() => request(name))
}

function openFolder(folder: 'data' | 'log'): void {
  void attempt(() => request('app:open-folder', { folder }))
}

/** What needs a campaign begins with one. */
function inCampaign(run: (campaignId: number) => void): void {
  const { campaignId } = currentPlace()
  if (campaignId === null) openDialog({ kind: 'new-campaign' })
  else run(campaignId)
}

/** The palette begins with the open character; the menu means the whole cast. */
function exportCampaign({ from }: CommandCall): void {
  const { campaignId, characterId } = currentPlace()
  if (from !== 'palette' || campaignId === null) openExportHere()
  else if (characterId === null) openExport({ kind: 'cast', campaignId })
  else openExport({ kind: 'characters', campaignId, ids: [characterId] })
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
