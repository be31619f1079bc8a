import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { _electron, type ElectronApplication, type Page } from 'playwright'

const checkout = resolve(import.meta.dirname, '../..')
const commandDeadlineMs = 60_000
/** How long the processes that a command started may hold its output after it has ended. */
const outputDeadlineMs = 10_000

export type Launched = {
  readonly app: ElectronApplication
  /** The main window, once its document is there. */
  readonly window: Page
  readonly userDataDir: string
  /** Quits as a user would. */
  readonly close: () => Promise<void>
  /** Ends the main process with SIGKILL, as a power cut would. */
  readonly kill: () => Promise<void>
}

export type Finished = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

type Where = {
  /** Defaults to a new folder; hand in a former one to see what a restart finds. */
  readonly userDataDir?: string
  /** Starts without naming a folder, as a person does: the system's usual places are below this one. */
  readonly systemHome?: string
  readonly env?: Readonly<Record<string, string>>
  /** A command that becomes the app after it has changed something, such as `unshare -m`. */
  readonly under?: readonly string[]
}

/** The apps that a test has opened and not yet closed, each with its main window once there is one. */
export const openApps = new Map<ElectronApplication, Page | undefined>()

/** Makes an empty folder for one test's user data; the test run deletes it at its end. */
export function makeUserDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'castkeeper-data-'))
}

/** Opens the real app with its window; `args` come after the switches that every start needs. */
export async function launchCastkeeper(
  options: Where & {
    readonly args?: readonly string[]
    readonly locale?: string
  } = {},
): Promise<Launched> {
  const userDataDir = await settle(options)
  const restore = options.under === undefined ? () => undefined : wrapElectron(options.under)
  // Without an executablePath Playwright starts what the electron package names (ELECTRON_OVERRIDE_DIST_PATH is heeded)
  // and holds the app back until it watches it; with one it would do neither.
  const app = await _electron
    .launch({
      chromiumSandbox: !isRoot(),
      args: startArguments(
        options.systemHome ? null : userDataDir,
        options.locale ?? 'en',
        options.args,
      ),
      cwd: checkout,
      env: environment({ ...homeOf(options), ...options.env }),
    })
    .finally(restore)
  openApps.set(app, undefined)
  app.on('close', () => openApps.delete(app))
  const window = await mainWindow(app)
  openApps.set(app, window)
  await window.waitForLoadState('domcontentloaded')
  return { app, window, userDataDir, close: () => quit(app), kill: () => killApp(app) }
}

/** Runs `castkeeper <args>` without a window and waits for its end; the code is null if it took over a minute. */
export async function runCommand(args: readonly string[], options: Where = {}): Promise<Finished> {
  const userDataDir = await settle(options)
  const child = startCommand(args, { ...options, userDataDir })
  const deadline = setTimeout(() => child.kill('SIGKILL'), commandDeadlineMs)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const closed: Promise<(number | null)[]> = once(child, 'close')
  await Promise.race([
    closed,
    once(child, 'exit').then(() => delay(outputDeadlineMs, null, { ref: false })),
  ])
  if (!child.stdout.closed) throw new Error('castkeeper ended, and what it started has its output')
  const [code] = await closed
  clearTimeout(deadline)
  return { code: code ?? null, stdout, stderr }
}

/** Starts `castkeeper <args>` without a window; for a test that ends it before its time. */
export function startCommand(
  args: readonly string[],
  { userDataDir, systemHome, env, under = [] }: Where & { readonly userDataDir: string },
) {
  const named = systemHome === undefined ? userDataDir : null
  const [program, ...rest] = [...under, electronExecutable(), ...startArguments(named, 'en', args)]
  return spawn(program ?? '', rest, {
    cwd: checkout,
    env: environment({ ...homeOf({ systemHome }), ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** The Electron that `npm test` prepared, or the one of the electron package. */
function electronExecutable(): string {
  const path: unknown = createRequire(import.meta.url)('electron')
  return String(path)
}

/** Lets Playwright start Electron under this command, until what is answered is called. */
function wrapElectron(under: readonly string[]): () => void {
  const quoted = [...under, electronExecutable()].map(
    (word) => `'${word.replaceAll("'", "'\\''")}'`,
  )
  const folder = mkdtempSync(join(tmpdir(), 'castkeeper-wrapper-'))
  const script = `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`
  writeFileSync(join(folder, 'electron'), script, { mode: 0o755 })
  const before = process.env.ELECTRON_OVERRIDE_DIST_PATH
  setElectronFolder(folder)
  return () => setElectronFolder(before)
}

/** The electron package finds out once where Electron is. */
function setElectronFolder(folder: string | undefined): void {
  if (folder === undefined) delete process.env.ELECTRON_OVERRIDE_DIST_PATH
  else process.env.ELECTRON_OVERRIDE_DIST_PATH = folder
  const { cache, resolve: find } = createRequire(import.meta.url)
  delete cache[find('electron')]
}

/** The folder of the app's data: named, or where the system keeps what belongs to apps. */
async function settle({ userDataDir, systemHome }: Where): Promise<string> {
  if (systemHome !== undefined) return usualDataFolder(systemHome)
  return userDataDir ?? (await makeUserDataDir())
}

/** Where the app keeps its data below such a home, when no folder is named. */
export function usualDataFolder(systemHome: string): string {
  return join(systemHome, '.config', 'Castkeeper')
}

function homeOf({ systemHome }: Where): Record<string, string> {
  if (systemHome === undefined) return {}
  return { HOME: systemHome, XDG_CONFIG_HOME: join(systemHome, '.config') }
}

function startArguments(
  userDataDir: string | null,
  locale: string,
  args: readonly string[] = [],
): string[] {
  // Chromium refuses to run its sandbox as root, and only then.
  const sandbox = isRoot() ? ['--no-sandbox'] : []
  const named = userDataDir === null ? [] : [`--user-data-dir=${userDataDir}`]
  return [checkout, ...sandbox, ...named, `--lang=${locale}`, ...args]
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

function environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return { ...Object.fromEntries(inherited), ...ownDisplay(), ...extra }
}

/** Each worker has a display, where one can be had: windows on one share the mouse, the focus and the clipboard. */
function ownDisplay(): Record<string, string> {
  const displays = process.env.CASTKEEPER_TEST_DISPLAYS?.split(' ') ?? []
  const display = displays[Number(process.env.TEST_PARALLEL_INDEX ?? 0) % displays.length]
  return display ? { DISPLAY: display } : {}
}

/** The image sandbox's hidden window may come first: the main one is known by its address. */
async function mainWindow(app: ElectronApplication): Promise<Page> {
  const isMain = (page: Page) =>
    page.url().startsWith('app://ui') && !page.url().includes('image-sandbox')
  for (;;) {
    const found = app.windows().find(isMain)
    if (found) return found
    await Promise.race([
      app.waitForEvent('window'),
      ...app.windows().map((page) => page.waitForEvent('framenavigated')),
    ])
  }
}

/** Ends the main process with SIGKILL, and waits until it has ended. */
export async function killApp(app: ElectronApplication): Promise<void> {
  const main = app.process()
  if (main.exitCode !== null || main.signalCode !== null) return
  main.kill('SIGKILL')
  await once(main, 'exit')
}

/** Quits as a person does. Playwright's own close takes five seconds where a hidden window is open. */
async function quit(app: ElectronApplication): Promise<void> {
  const ended = app.waitForEvent('close')
  await app.evaluate(({ app: inside }) => {
    setImmediate(() => inside.quit())
  })
  await ended
}
