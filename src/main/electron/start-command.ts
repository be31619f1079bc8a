import { app } from 'electron'
import { AppError } from '../../shared/errors'
import type { AppContext } from '../app/app-context'
import { printable } from '../command-line/printable'
import { type Contexts, runCommand } from '../command-line/run'
import { cleanKey } from '../generation/services/clean-key'

function readKey(given: string | undefined): string | null {
  return given === undefined || given.trim() === '' ? null : cleanKey(given)
}

/** Runs one command without a window, prints what it found and ends with its exit code. */
export async function runAsCommand(context: AppContext, words: readonly string[]): Promise<void> {
  const { libraryHandle, preferences, services, translator, log, tasks, backups, away } = context
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => stop.abort(new AppError('backup-cancelled')))
  // Electron answers these signals by quitting with 0, as if everything were done.
  app.on('before-quit', (event) => {
    event.preventDefault()
    stop.abort(new AppError('backup-cancelled'))
  })
  // Electron would show an unforeseen error in a dialog, and a script would wait for ever.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log('uncaught exception', { error })
      process.stderr.write(`${translator.t('error.unexpected')}\n`, () => app.exit(1))
    })
  }
  // The image sandbox's hidden window comes and goes; the command decides when the app ends.
  app.on('window-all-closed', () => undefined)
  context.serve()
  // npm starts its scripts in the checkout, and says where it was called.
  const workingFolder = (app.isPackaged ? undefined : process.env.INIT_CWD) ?? process.cwd()
  const openLibrary = (): void => {
    const trouble = libraryHandle.open()
    if (trouble !== null) throw trouble
    const { shortage } = libraryHandle.library()
    if (shortage === null) return
    process.stderr.write(`${translator.t(`notice.opened-${shortage}` as const)}\n`)
  }
  stop.signal.addEventListener('abort', () => tasks.cancel())
  const backup = () => {
    // What is restored while the data is away would become a second library.
    if (away !== null) throw away
    return {
      tasks,
      backups,
      open: openLibrary,
      library: () => libraryHandle.library(),
      app: { ...context, language: context.language() },
      translate: translator.t,
      workingFolder,
      signal: stop.signal,
      announce: (sentence: string) => void process.stderr.write(`${printable(sentence)}\n`),
    }
  }
  const removeLeftovers = () =>
    libraryHandle
      .library()
      .sweep()
      // What could not be removed did no harm before, and the command is about something else.
      .catch((error: unknown) => log('unfinished copies not removed', { error }))
  const open: Contexts['open'] = async ({ changesLibrary }) => {
    openLibrary()
    if (changesLibrary) await removeLeftovers()
    const apiKey = readKey(process.env.CASTKEEPER_API_KEY)
    context.knownKeys.add(apiKey)
    return {
      library: libraryHandle.library(),
      preferences: preferences.read(),
      findConnection: services.connection,
      language: context.language(),
      translate: translator.t,
      apiKey,
      signal: stop.signal,
      workingFolder,
      backUpFirst: () => backups.automatic.storeBefore('import'),
    }
  }
  const { exitCode, output, isAnswer } = await runCommand(words, { open, backup }, translator, log)
  context.close()
  const stream = isAnswer ? process.stdout : process.stderr
  stream.write(`${output}\n`, () => app.exit(exitCode))
}
