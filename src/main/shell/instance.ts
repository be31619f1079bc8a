import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { app, type BrowserWindow } from 'electron'
import { type DataPlace, findData } from '../moving/location'
import { shutFolder } from './started-with'

/**
 * Puts what Chromium writes into one folder: `--user-data-dir`, or the system's usual place. Answers with where
 * the data is, which is there too unless it was moved; call before anything else. A folder that cannot be used is no error
 * yet: what is opened in it says so, in the window.
 */
export function settleDataFolder(): DataPlace {
  const given = app.commandLine.getSwitchValue('user-data-dir')
  const folder = given === '' ? app.getPath('userData') : resolve(given)
  // Chromium takes a folder it cannot write for one that another instance holds, and has no window.
  const writable = isWritable(folder) ? folder : mkdtempSync(join(tmpdir(), 'castkeeper-'))
  app.setPath('userData', writable)
  app.setAppLogsPath(join(writable, 'logs'))
  // Chromium's own cache and storage, so that they do not lie among the library's files.
  place('sessionData', join(writable, 'window'))
  place('crashDumps', join(writable, 'crashes'))
  if (given !== '') return named(folder)
  // The system's usual place for us: nobody else made it, or has any business there.
  shutFolder(folder)
  return findData(folder)
}

/** What was named on the command line counts, whatever a pointer in it says. */
function named(folder: string): DataPlace {
  return { home: folder, dataFolder: folder, isThere: true, mayMove: false }
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    // The library says why, once it is opened there.
    return false
  }
}

function place(name: 'sessionData' | 'crashDumps', folder: string): void {
  if (isWritable(folder)) app.setPath(name, folder)
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
