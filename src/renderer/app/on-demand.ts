import { lazy } from 'react'

// The first sight of a start is the wall. These are not on it, so it does not wait for their code.
const settings = () => import('../settings/settings-screen')
const details = () => import('../campaign/campaign-details')
const journal = () => import('../campaign/journal')
const character = () => import('../character/character-panel')
const generate = () => import('../generate/generate-dock')
const dialogs = () => import('./dialogs')
const importScreen = () => import('../import/import-screen')
const library = () => import('../gallery/gallery-screen')
const restore = () => import('../restore/restore-screen')
const words = () => import('../quick-character/word-lists-screen')
const players = () => import('../players/players-tray')
const spending = () => import('../spending/spending-screen')
const check = () => import('../integrity/integrity-screen')

export const SettingsScreen = lazy(async () => ({ default: (await settings()).SettingsScreen }))
export const CampaignDetails = lazy(async () => ({ default: (await details()).CampaignDetails }))
export const Journal = lazy(async () => ({ default: (await journal()).Journal }))
export const CharacterPanel = lazy(async () => ({ default: (await character()).CharacterPanel }))
export const GenerateDock = lazy(async () => ({ default: (await generate()).GenerateDock }))
export const ImportScreen = lazy(async () => ({ default: (await importScreen()).ImportScreen }))
export const GalleryScreen = lazy(async () => ({ default: (await library()).GalleryScreen }))
export const RestoreScreen = lazy(async () => ({ default: (await restore()).RestoreScreen }))
export const IntegrityScreen = lazy(async () => ({ default: (await check()).IntegrityScreen }))
export const WordListsScreen = lazy(async () => ({ default: (await words()).WordListsScreen }))
export const SpendingScreen = lazy(async () => ({ default: (await spending()).SpendingScreen }))
export const PlayersTray = lazy(async () => ({ default: (await players()).PlayersTray }))
export const Dialogs = lazy(async () => ({ default: (await dialogs()).Dialogs }))

/** By then the faces of the first screen have come. */
const wallIsThereMs = 1_000

/** Loads them once the wall is there and the window is idle, so that opening one later is instant. */
export function loadAhead(): () => void {
  const load = () =>
    Promise.all(
      [
        character,
        generate,
        dialogs,
        details,
        settings,
        library,
        importScreen,
        journal,
        restore,
        check,
        spending,
        players,
        words,
      ].map((one) => one()),
    )
  const timer = setTimeout(() => requestIdleCallback(() => void load()), wallIsThereMs)
  return () => clearTimeout(timer)
}
