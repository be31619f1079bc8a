import { join, resolve } from 'node:path'
import { app, type BrowserWindow } from 'electron'
import { lstatNow, makeFolderNow, requireUsableFolderNow } from '../core/disk/blocking'
import { canHoldLinks } from '../core/disk/place-kind'
import { makeTemporaryFolderSync } from '../core/disk/scratch/folders'
import { sha256OfText } from '../core/disk/sha256'
import { type DataPlace, findData } from '../relocation/location'
import { shutFolder } from './start-switches'

/**
 * Puts what Chromium writes into one folder: `--user-data-dir`, or the system's usual place. Answers with where
 * the data is, which is there too unless it was moved; call before anything else. A folder that cannot be used is no error
 * yet: what is opened in it says so, in the window.
 */
export function settleDataFolder(): DataPlace {
  const given = app.commandLine.getSwitchValue('user-data-dir')
  const folder = given === '' ? app.getPath('userData') : resolve(given)
  // Chromium takes a folder it cannot write, or make links in, for one that another instance holds, and has
  // no window.
  const writable = canHoldChromium(folder) ? folder : elsewhere(folder)
  app.setPath('userData', writable)
  app.setAppLogsPath(join(writable, 'logs'))
  // Chromium's own cache and storage, so that they do not lie among the library's files.
  place('sessionData', join(writable, 'window'))
  place('crashDumps', join(writable, 'crashes'))
  if (given !== '') return named(folder)
  // The system's default folder for this app: no other program uses it.
  shutFolder(folder)
  return findData(folder)
}

/** What was named on the command line counts, whatever a pointer in it says. */
function named(folder: string): DataPlace {
  return { home: folder, dataFolder: folder, isThere: true, mayMove: false }
}

// Its lock is a link, which exFAT and some network disks do not know.
function canHoldChromium(folder: string): boolean {
  return isWritable(folder) && (process.platform === 'win32' || canHoldLinks(folder))
}

/** The same place at each start, so that what the window remembers is there; else a passing one. */
function elsewhere(folder: string): string {
  const mark = sha256OfText(folder).slice(0, 16)
  const usual = join(app.getPath('appData'), 'Castkeeper windows', mark)
  return canHoldChromium(usual) ? usual : makeTemporaryFolderSync('window').path
}

function isWritable(folder: string): boolean {
  try {
    makeFolderNow(folder)
    requireUsableFolderNow(folder)
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
 * True for the first instance with this Chromium profile. A second one gets false and should quit; the first
 * brings its window to the front.
 */
export function claimInstance(onSecondStart: () => void): boolean {
  app.on('second-instance', onSecondStart)
  return app.requestSingleInstanceLock()
}

/** Whether the first instance, for whose sake the claim was refused, has left its mark. */
export function isInstanceThere(): boolean {
  if (process.platform === 'win32') return true
  try {
    return lstatNow(join(app.getPath('userData'), 'SingletonLock')) !== null
  } catch {
    return false
  }
}

/** Shows a window and brings it to the front. */
export function bringToFront(window: BrowserWindow | null): void {
  if (window === null || window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
