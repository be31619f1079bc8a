// Starts the app in the folder named on the command line, as the default app of Electron's own download does:
//   electron [-r MODULE]... [--switch]... FOLDER [argument]...
// process.argv stays as it came, [electron, …, FOLDER, …arguments], unless a preloaded module changes it (Playwright's
// removes its own switches). Everything is awaited at the top level: Electron waits for that before it gets ready, and
// privileged schemes must be registered before then.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as electron from 'electron'

/** Two calls that Electron's own default app uses and its documentation leaves out. */
const app =
  /** @type {Electron.App & {setVersion(version: string): void, setAppPath(folder: string): void}} */ (
    electron.app
  )

const folder = preloadAndFindFolder()
if (folder === undefined) {
  console.error('Name the folder of the app to start.')
  app.exit(2)
} else {
  await start(folder)
}

/** @returns {string | undefined} */
function preloadAndFindFolder() {
  const require = createRequire(import.meta.url)
  const args = process.argv.slice(1)
  for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
    if (arg === '-r' || arg === '--require') require(resolve(args.shift() ?? ''))
    else if (!arg.startsWith('-')) return resolve(arg)
  }
  return undefined
}

/** @param {string} folder */
async function start(folder) {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  Object.assign(process, { defaultApp: true })
  app.setVersion(about.version)
  app.name = about.productName || about.name
  app.setAppPath(folder)
  const given = app.commandLine.getSwitchValue('user-data-dir')
  app.setPath('userData', given ? resolve(given) : join(app.getPath('appData'), app.name))
  try {
    await import(pathToFileURL(join(folder, about.main)).href)
  } catch (error) {
    // Left alone, Electron would show a dialog that cannot be closed on a virtual display.
    console.error('The app failed while it was loaded:', error)
    app.exit(1)
  }
}
