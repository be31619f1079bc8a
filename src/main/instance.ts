import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { app, type BrowserWindow } from 'electron'

/**
 * Puts everything the app writes into one folder: `--user-data-dir`, or the system's usual place.
 * Answers with that folder. Call before anything else; throws Node's own error when it cannot be made.
 */
export function settleDataFolder(): string {
  const given = app.commandLine.getSwitchValue('user-data-dir')
  const folder = given === '' ? app.getPath('userData') : resolve(given)
  mkdirSync(folder, { recursive: true })
  app.setPath('userData', folder)
  app.setAppLogsPath(join(folder, 'logs'))
  // Chromium's own cache and storage, so that they do not lie among the library's files.
  place('sessionData', join(folder, 'window'))
  place('crashDumps', join(folder, 'crashes'))
  return folder
}

function place(name: 'sessionData' | 'crashDumps', folder: string): void {
  mkdirSync(folder, { recursive: true })
  app.setPath(name, folder)
}

/**
 * True for the first instance on this data folder. A second one gets false and should quit; the
 * first is told and brings its window to the front.
 */
export function claimDataFolder(onSecondStart: () => void): boolean {
  app.on('second-instance', onSecondStart)
  return app.requestSingleInstanceLock()
}

/** Shows a window to whoever is looking for it. */
export function bringToFront(window: BrowserWindow | null): void {
  if (window === null || window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
