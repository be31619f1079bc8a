import { Suspense, useEffect, useRef } from 'react'
import type { NumberedNotice } from '../../shared/start'
import { DropInvitation } from '../add-pictures/drop-invitation'
import { CampaignScreen } from '../campaign/campaign-screen'
import { SampleNotice } from '../campaign/sample-notice'
import { useDock } from '../generate/dock'
import { JobTray } from '../generate/jobs/job-tray'
import { useImportEndings } from '../import/import-endings'
import { useCrashOffer } from '../integrity/crash-offer'
import { useFollowPlayers } from '../players/players-store'
import { usePastePortrait } from '../portrait/use-paste-portrait'
import { LocationNotice } from '../storage/location-notice'
import { SpaceNotice } from '../storage/space-notice'
import { TaskTray } from '../tasks/task-tray'
import { castSelection } from '../wall/cast-selection'
import { focusOnWall } from '../wall/wall-focus'
import { WelcomeScreen } from '../welcome/welcome-screen'
import { Announcer } from './announcer'
import { useEvent } from './api'
import classes from './app.module.css'
import { useRunCommand } from './commands/run-command'
import { useWords } from './i18n'
import { useShortcut, useShortcutListener } from './keys/shortcuts'
import { closeCharacter, openCampaign, type Place, usePlace } from './navigation'
import {
  CharacterPanel,
  Dialogs,
  GalleryScreen,
  GenerateDock,
  ImportScreen,
  IntegrityScreen,
  loadAhead,
  PlayersTray,
  RestoreScreen,
  SettingsScreen,
  SpendingScreen,
  WordListsScreen,
} from './on-demand'
import { Palette } from './palette/palette'
import { Rail } from './rail/rail'
import { SidePanel } from './side-panel'
import { taskPlaces } from './task-places'
import { useNotices } from './use-notices'

/** Back to the wall, the keyboard with whom it was. */
function leaveCharacter(): void {
  closeCharacter()
  focusOnWall({ kind: 'anyone' })
}

/** Back from another screen the keyboard is on the wall, unless something else has it. */
function useFocusOnReturn(screen: Place['screen']): void {
  const previous = useRef(screen)
  useEffect(() => {
    const isBack = screen === 'campaign' && previous.current !== 'campaign'
    previous.current = screen
    if (isBack && document.activeElement === document.body) focusOnWall({ kind: 'anyone' })
  }, [screen])
}

/** What takes the whole room beside the rail. */
const fullScreens = {
  campaign: null,
  settings: SettingsScreen,
  gallery: GalleryScreen,
  import: ImportScreen,
  restore: RestoreScreen,
  integrity: IntegrityScreen,
  words: WordListsScreen,
  spending: SpendingScreen,
} as const

/** The window: the rail of campaigns, the campaign with its cast, and the open character. */
export function App({ notices }: { notices: readonly NumberedNotice[] }) {
  const t = useWords()
  const { screen, campaignId, characterId, dialog } = usePlace()
  const FullScreen = fullScreens[screen]
  const isCheckOffered = useCrashOffer(notices.some(({ code }) => code === 'ended-badly'))
  const isPanelOpen = screen === 'campaign' && characterId !== null
  // The settings are where a service is set up: the dock comes back with the screen it was opened on.
  const isDockOpen = useDock().subjects.length > 0 && screen !== 'settings'
  const run = useRunCommand()
  useShortcutListener(run)
  useEvent('menu:campaign-chosen', ({ id }) => openCampaign(id))
  useEvent('menu:chosen', ({ command }) => run(command, 'menu'))
  useShortcut('close', () => {
    const isOnWall = screen === 'campaign' && campaignId !== null
    if (isOnWall && castSelection(campaignId).clear()) return
    if (isPanelOpen) leaveCharacter()
  })
  useFocusOnReturn(screen)
  useEffect(loadAhead, [])
  useImportEndings()
  useFollowPlayers()
  useNotices(notices)
  usePastePortrait()
  return (
    <div
      className={classes.window}
      data-panel={isPanelOpen || undefined}
      data-dock-open={isDockOpen || undefined}
    >
      <nav className={classes.rail} aria-label={t('rail.label')}>
        <Rail isCheckOffered={isCheckOffered} />
        <Suspense>
          <PlayersTray />
        </Suspense>
        <TaskTray places={taskPlaces} />
        <JobTray />
      </nav>
      <main className={classes.main}>
        {screen === 'campaign' && <SpaceNotice />}
        {screen === 'campaign' && <LocationNotice />}
        {screen === 'campaign' && <SampleNotice />}
        <div className={classes.screen}>
          {FullScreen ? (
            <Suspense>
              <FullScreen />
            </Suspense>
          ) : campaignId === null ? (
            <WelcomeScreen />
          ) : (
            <CampaignScreen key={campaignId} campaignId={campaignId} />
          )}
        </div>
      </main>
      {isPanelOpen && (
        <SidePanel label={t('app.characterPanel')}>
          <Suspense>
            <CharacterPanel key={characterId} characterId={characterId} onClose={leaveCharacter} />
          </Suspense>
        </SidePanel>
      )}
      {isDockOpen && (
        <Suspense>
          <GenerateDock className={classes.dock} />
        </Suspense>
      )}
      <Announcer />
      <Palette />
      <DropInvitation />
      {dialog && (
        <Suspense>
          <Dialogs />
        </Suspense>
      )}
    </div>
  )
}
