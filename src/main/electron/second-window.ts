import { app, dialog } from 'electron'
import { AppError } from '../../shared/errors'
import { claimWindow, type Presence } from '../core/database/presence'
import { systemTranslator } from './system-translator'

/** The claim of this window on its data folder, or the AppError that prevents it. */
export function tryClaim(dataFolder: string): Presence | AppError {
  try {
    return claimWindow(dataFolder)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

/** Ends with 1 and a sentence, on the screen too unless the app was started from a terminal. */
export async function endWith(refusal: AppError, { isOnScreen = true } = {}): Promise<void> {
  const { t } = systemTranslator()
  const sentence = t(`error.${refusal.code}`, refusal.details)
  process.stderr.write(`${sentence}\n`)
  await app.whenReady()
  // From a terminal it has been read by now.
  if (isOnScreen && !process.stderr.isTTY) dialog.showErrorBox('Castkeeper', sentence)
  app.exit(1)
}
