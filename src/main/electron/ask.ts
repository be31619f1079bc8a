import { app, type BrowserWindow, dialog } from 'electron'

import type { Question } from '../app/uncaught-errors'

export type Ask = (question: Question, window?: BrowserWindow | null) => Promise<number>

/** Asks with a dialog of the system, and resolves with the number of the button. */
export const ask: Ask = async ({ buttons, ...question }, window = null) => {
  await app.whenReady()
  const options = {
    ...question,
    type: 'warning' as const,
    buttons: [...buttons],
    defaultId: 0,
    cancelId: buttons.length - 1,
    noLink: true,
  }
  const { response } =
    window === null || window.isDestroyed()
      ? await dialog.showMessageBox(options)
      : await dialog.showMessageBox(window, options)
  return response
}
