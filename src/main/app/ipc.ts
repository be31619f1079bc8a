import { AppError, type ErrorCode } from '../../shared/errors'
import type { Language, Preferences } from '../../shared/preferences'
import { type AboutCastkeeper, mayBeReplaced, type StartState } from '../../shared/start'
import type { Handlers } from '../core/answer'
import type { Clock } from '../core/clock'
import { listCopies, putCopyBack, setDatabaseAside } from '../core/database/copies'
import { openDatabase } from '../core/database/open'
import type { Tasks } from '../core/tasks/tasks'
import type { PreferencesKeeper } from '../preferences/preferences'
import type { LibraryHandle } from './library-handle'
import type { Notices } from './notices'

type AppRequest = Extract<
  keyof Handlers,
  `app:${string}` | `preferences:${string}` | `task:${string}`
>

interface AppHandlersOptions {
  readonly tasks: Pick<Tasks, 'cancel'>
  readonly libraryHandle: LibraryHandle
  readonly dataFolder: string
  readonly clock: Clock
  readonly preferences: PreferencesKeeper
  readonly language: () => Language
  readonly notices: Pick<Notices, 'list'>
  /** Called once the library is open for the window. */
  readonly onReady: () => Promise<void>
  readonly describe: () => Promise<AboutCastkeeper>
  readonly openFolder: (folder: 'data' | 'portraits' | 'log') => Promise<void>
  readonly openLink: (url: string) => Promise<void>
  readonly toggleFullScreen: () => void
  readonly quit: () => void
  /** Where the data is said to be while it is away; else where it is. */
  readonly shownFolder: string
  /** Starts again when the data that was away is back. */
  readonly restartIfBack: () => void
}

/** The library is elsewhere: files here belong to no library, or to one that was moved. */
const away: ReadonlySet<ErrorCode> = new Set(['data-folder-away', 'data-folder-unknown'])

/** Answers the requests about the app itself: its start, the ways out of trouble, preferences. */
export function createAppHandlers(options: AppHandlersOptions): Pick<Handlers, AppRequest> {
  const { libraryHandle, dataFolder, clock, preferences, language, notices, onReady } = options

  async function start(): Promise<StartState> {
    const trouble = libraryHandle.open()
    if (trouble === null) {
      await onReady()
      return { state: 'ready', language: language() }
    }
    const error = trouble.toReport()
    return {
      state: 'trouble',
      language: language(),
      error,
      dataFolder: options.shownFolder,
      copies: away.has(trouble.code) ? [] : listCopies(dataFolder),
    }
  }

  /** The way out the game master chose; nothing of the library that cannot be opened is removed. */
  async function recover(way: 'try-again' | 'start-empty' | 'restore-copy', copy?: string) {
    options.restartIfBack()
    const trouble = libraryHandle.open()
    // A late click must not set aside a database that works, nor one that another process holds.
    if (trouble === null || !mayBeReplaced(trouble.toReport())) return
    if (way === 'start-empty') {
      setDatabaseAside({ dataFolder, clock })
      openDatabase({ dataFolder, clock, mayBeNew: true }).close()
    }
    if (way === 'restore-copy') {
      if (copy === undefined) throw new AppError('not-found')
      await putCopyBack({ dataFolder, clock }, copy)
    }
    libraryHandle.open()
  }

  return {
    'app:start': start,
    'app:notices': () => notices.list(),
    'app:about': options.describe,
    'app:open-folder': ({ folder }) => options.openFolder(folder),
    'app:open-link': ({ url }) => options.openLink(url),
    'app:toggle-full-screen': options.toggleFullScreen,
    'app:quit': options.quit,
    'app:recover': ({ way, copy }) => (way === 'quit' ? options.quit() : recover(way, copy)),
    'task:cancel': ({ kind }) => options.tasks.cancel(kind),
    'preferences:read': (): Preferences => preferences.read(),
    'preferences:change': (changes): Preferences => preferences.change(changes),
  }
}
