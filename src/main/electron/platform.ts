import { basename, dirname, join } from 'node:path'
import { app, safeStorage, session } from 'electron'
import type { Platform } from '../app/platform'
import { createImageSandbox } from './image-sandbox-host'
import { createPrinter } from './printer'
import { serveApp } from './protocol'
import { openPreferences } from './settings-file'
import { shutFolder } from './start-switches'
import { createOnePageServer, createUiServer, imageSandboxAddress } from './ui-files'

/** Electron, as the app needs it. `uiOrigin`: `app://ui`, or the address of the development server. */
export function createPlatform(uiOrigin: string): Platform {
  const builtScreens = join(app.getAppPath(), 'out/renderer')
  const page = `${uiOrigin}/image-sandbox.html`
  const files = createOnePageServer(builtScreens, imageSandboxAddress)
  return {
    version: app.getVersion(),
    isPackaged: app.isPackaged,
    keyring: safeStorage,
    tablesFolder: join(app.getAppPath(), 'resources/tables'),
    usualBackupFolder,
    languages: systemLanguages,
    openPreferences,
    openImageSandbox: (options) => createImageSandbox({ page, files, ...options }),
    openPrinter: createPrinter,
    serve: (served) =>
      serveApp(session.defaultSession, { ui: createUiServer(builtScreens), uiOrigin, ...served }),
  }
}

// Each library has its own: one that was asked for by its folder keeps its backups beside that folder.
function usualBackupFolder(dataFolder: string): string {
  const isUsual = app.commandLine.getSwitchValue('user-data-dir') === ''
  if (isUsual) {
    const folder = join(app.getPath('documents'), 'Castkeeper Backups')
    shutFolder(folder)
    return folder
  }
  return join(dirname(dataFolder), `${basename(dataFolder)} Backups`)
}

// A switch on the command line speaks for this start alone.
function systemLanguages(): string[] {
  const given = app.commandLine.getSwitchValue('lang')
  return given === '' ? app.getPreferredSystemLanguages() : [given]
}
