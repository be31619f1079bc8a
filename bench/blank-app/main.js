// The least that a program for Electron can be: what Castkeeper's start is held against.
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'

app.on('window-all-closed', () => app.quit())
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 860, webPreferences: { sandbox: true } })
  window.loadFile(join(import.meta.dirname, 'blank.html'))
})
