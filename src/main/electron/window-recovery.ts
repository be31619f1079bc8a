import type { App, BrowserWindow } from 'electron'
import type { Translate } from '../../shared/translate'
import type { Clock } from '../core/clock'
import type { Log } from '../core/log'
import { readerName } from '../core/reader/ask-reader'
import type { Ask } from './ask'
import { createReloadBudget } from './reload-budget'

export interface RecoveryOptions {
  readonly translate: () => Translate
  readonly log: Log
  readonly clock: Clock
  readonly ask: Ask
  readonly quit: () => void
}

/** Chromium's code for a load that another one took the place of. */
const aborted = -3

/** Reloads the window when its page crashes, hangs or cannot start; the page keeps its drafts. */
export function watchWindow(window: BrowserWindow, options: RecoveryOptions): void {
  const { translate, log, clock, ask, quit } = options
  const { webContents: page } = window
  const budget = createReloadBudget(clock)
  let isAsking = false
  let question: AbortController | null = null

  async function reloadOrAsk(): Promise<void> {
    if (window.isDestroyed() || isAsking) return
    if (budget.take()) {
      page.reload()
      return
    }
    isAsking = true
    const t = translate()
    const message = t('window.keepsFailing')
    const detail = t('window.keepsFailingText')
    const choice = await ask(
      { message, detail, buttons: [t('window.showAgain'), t('window.quit')] },
      window,
    )
    isAsking = false
    budget.refill()
    if (choice !== 0) quit()
    else if (!window.isDestroyed()) page.reload()
  }

  async function askAboutHanging(): Promise<void> {
    if (window.isDestroyed() || question) return
    question = new AbortController()
    const { signal } = question
    const t = translate()
    const message = t('window.notAnswering')
    const detail = t('window.notAnsweringText')
    const choice = await ask(
      { message, detail, signal, buttons: [t('window.showAgain'), t('window.wait')] },
      window,
    )
    const isStillHanging = !signal.aborted
    question = null
    // The crash is then handled like any other.
    if (choice === 0 && isStillHanging && !window.isDestroyed()) page.forcefullyCrashRenderer()
  }

  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    log('window crashed', { reason, exitCode })
    // Chromium is still tidying up after it.
    setImmediate(reloadOrAsk)
  })
  page.on('preload-error', (_event, _path, error) => {
    log('window could not start', { error })
    setImmediate(reloadOrAsk)
  })
  page.on('did-fail-load', (_event, code, reason, _url, isMainFrame) => {
    if (!isMainFrame || code === aborted) return
    log('window could not be loaded', { code, reason })
    window.show()
  })
  page.on('unresponsive', () => {
    log('window does not answer')
    void askAboutHanging()
  })
  page.on('responsive', () => question?.abort())
}

/** Writes down when one of Chromium's helpers (graphics, network) dies; it starts them again itself. */
export function noteLostProcesses(app: App, log: Log): void {
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    // The reader is killed after each task, and its caller reports its errors.
    if (name !== readerName) log('process gone', { type, reason, exitCode })
  })
}
