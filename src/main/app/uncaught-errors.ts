import type { Translate } from '../../shared/translate'
import type { Log } from '../core/log'

/** A question for a dialog of the system. */
export interface Question {
  readonly message: string
  readonly detail: string
  /** The first one is what Enter does, the last one what closing the question does. */
  readonly buttons: readonly string[]
  /** Takes the question back when it is no longer one. */
  readonly signal?: AbortSignal
}

export interface UncaughtErrorsOptions {
  readonly log: Log
  readonly translate: () => Translate
  /** Resolves with the number of the button. */
  readonly ask: (question: Question) => Promise<number>
  readonly copy: (text: string) => void
  /** What to say about the app and the system in a report. */
  readonly versions: string
  /** Takes paths and secrets out of a report. */
  readonly scrub: (text: string) => string
  /** An uncaught exception: the app quits, and offers a check at the next start. */
  readonly onException: () => void
  /** Closes the library and ends the app. */
  readonly quit: () => void
}

/** Where Node reports uncaught errors. */
interface ErrorSource {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown
}

/** An error that comes back again and again must not fill the log. */
const mostLogged = 50

/**
 * Handles unforeseen errors: each is logged, and the first is shown with a report to copy. After an exception
 * the app quits with the library closed; after an unhandled rejection it may continue.
 */
export function reportUncaughtErrors(source: ErrorSource, options: UncaughtErrorsOptions): void {
  const { log, translate, ask, copy, versions, scrub, onException, quit } = options
  let logged = 0
  let isShown = false
  let isAsking = false
  let isEnding = false
  let isOver = false

  function end(): void {
    isOver = true
    quit()
  }

  async function show(error: unknown): Promise<void> {
    const t = translate()
    const buttons = isEnding
      ? [t('dialog.copyDetails'), t('dialog.quit')]
      : [t('dialog.continue'), t('dialog.copyDetails'), t('dialog.quit')]
    const detail = t('dialog.unforeseenText')
    const choice = await ask({ message: t('dialog.unforeseen'), detail, buttons })
    const chosen = buttons[choice]
    if (chosen === t('dialog.copyDetails')) copy(scrub(`${versions}\n\n${describe(error)}`))
    if (isEnding || chosen === t('dialog.quit')) end()
  }

  function take(what: string, error: unknown): void {
    logged += 1
    if (logged <= mostLogged) log(what, { error })
    // An exception is shown even after an unhandled rejection was.
    if (isAsking || isOver || (isShown && !isEnding)) return
    isShown = true
    isAsking = true
    show(error)
      .catch((failure: unknown) => {
        log('report not shown', { error: failure })
        end()
      })
      .finally(() => {
        isAsking = false
      })
  }

  source.on('uncaughtException', (error) => {
    isEnding = true
    onException()
    take('uncaught exception', error)
  })
  source.on('unhandledRejection', (error) => take('unhandled rejection', error))
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\nCause: ${describe(error.cause)}`
  return `${error.stack ?? `${error.name}: ${error.message}`}${cause}`
}
