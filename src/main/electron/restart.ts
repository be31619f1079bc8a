import { app } from 'electron'

/** Quits and starts again with the same words. An AppImage is started from its file, which outlives its mount. */
export function restart(): void {
  const execPath = process.env.APPIMAGE ?? process.execPath
  app.relaunch({ execPath, args: process.argv.slice(1) })
  app.quit()
}
