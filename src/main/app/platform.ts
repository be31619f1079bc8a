import type { Notice } from '../../shared/start'
import type { Clock } from '../core/clock'
import type { Log } from '../core/log'
import type { Printer } from '../export/print-sheet'
import type { Keyring } from '../generation/services/keyring'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import type { PreferencesKeeper } from '../preferences/preferences'

/** The image sandbox with the hidden window it runs in. */
export interface OpenImageSandbox extends ImageSandbox {
  /** Opens the hidden window before the first picture comes. */
  warmUp(): Promise<void>
  /** Ends the hidden window, without which the app would not notice that its last window has closed. */
  close(): void
}

/** What the app needs of Electron and of the system it runs on. */
export interface Platform {
  readonly version: string
  readonly isPackaged: boolean
  readonly keyring: Keyring
  /** Full path of the tables of names and words. */
  readonly tablesFolder: string
  /** Where the backups of the library in this folder are made unless the game master chose a place. */
  usualBackupFolder(dataFolder: string): string
  /** The languages the system prefers, best first. */
  languages(): string[]
  openPreferences(options: {
    readonly folder: string
    readonly clock: Clock
    readonly onNotice: (notice: Notice) => void
  }): PreferencesKeeper
  /** `deadlineMs` is how long one picture may take. */
  openImageSandbox(options: { readonly log: Log; readonly deadlineMs?: number }): OpenImageSandbox
  /** What prints, with the portraits as they are served. Electron must be ready when it is used. */
  openPrinter(options: {
    readonly portraits: () => ((request: Request) => Promise<Response>) | null
    readonly log: Log
  }): Printer
  /** Serves `app:` in the session of all our windows. Electron must be ready. */
  serve(options: {
    readonly portraits: () => ((request: Request) => Promise<Response>) | null
    readonly log: Log
  }): void
}
