import type { Page } from 'playwright'
import type { Preferences } from '../../src/shared/preferences'
import { expect, sharedApps, test } from './electron-test'
import { type Launched, launchCastkeeper } from './launch-app'
import { request } from './running-library'

/**
 * Lets the tests of a file use one running app, which the first of them starts. What is answered hands it to a test:
 * the library made empty, the preferences (but for the addresses of image services), the window's size and the system's dialogs as at the start, then filled by
 * `fill` and the window loaded again. A test that fails ends the app, so that the next one starts another.
 * Ids are never issued twice: a test asks what it made for its id.
 */
export function shareApp(): <Made>(
  fill: (window: Page) => Promise<Made>,
) => Promise<Launched & { readonly made: Made }> {
  let preferences: Omit<Preferences, 'services'> | undefined
  const open = shareStart(
    () => launchCastkeeper(),
    async (window) => {
      await emptyLibrary(window)
      if (preferences) await request(window, 'preferences:change', preferences)
    },
  )
  return async (fill) => {
    const launched = await open()
    preferences ??= await readPreferences(launched.window)
    const made = await fill(launched.window)
    await loadAgain(launched)
    return { ...launched, made }
  }
}

/**
 * The same on a library that was filled before the app started. Nothing in it is put back: each test leaves the
 * records as it found them.
 */
export function shareLibrary(fill: () => Promise<string>): () => Promise<Launched> {
  const open = shareStart(
    async () => launchCastkeeper({ userDataDir: await fill() }),
    async () => undefined,
  )
  return async () => {
    const launched = await open()
    await loadAgain(launched)
    return launched
  }
}

/** Starts the app for the first test that asks, and resets it for each one after that. */
function shareStart(
  start: () => Promise<Launched>,
  reset: (window: Page) => Promise<void>,
): () => Promise<Launched> {
  let launched: Launched | undefined
  test.afterAll(async () => {
    const process = launched?.app.process()
    if (process?.exitCode === null && process.signalCode === null) await launched?.close()
  })
  return async () => {
    if (launched === undefined) {
      launched = await startShared(start)
      return launched
    }
    await resetMain(launched)
    await reset(launched.window)
    return launched
  }
}

async function startShared(start: () => Promise<Launched>): Promise<Launched> {
  const launched = await start()
  sharedApps.add(launched.app)
  const main = await launched.app.browserWindow(launched.window)
  await launched.app.evaluate(
    ({ dialog }, [one]) => {
      Reflect.set(globalThis, 'atStart', { dialog: { ...dialog }, size: one.getContentSize() })
    },
    [main] as const,
  )
  return launched
}

/** Puts back what tests replace in the main process, and the size of the window. */
async function resetMain({ app, window }: Launched): Promise<void> {
  await window.mouse.move(0, 0)
  await window.emulateMedia({ reducedMotion: null })
  const main = await app.browserWindow(window)
  await app.evaluate(
    ({ dialog }, [one]) => {
      const { dialog: functions, size } = Reflect.get(globalThis, 'atStart')
      Object.assign(dialog, functions)
      one.setContentSize(size[0], size[1])
    },
    [main] as const,
  )
}

/** Moves everything to the trash and empties it. */
async function emptyLibrary(window: Page): Promise<void> {
  for (const { id } of await request(window, 'campaigns:list', undefined)) {
    await request(window, 'campaigns:trash', { id })
  }
  const { mark } = await request(window, 'trash:plan', { choice: 'all' })
  await request(window, 'trash:remove', { choice: 'all', mark })
}

/** All but the addresses of image services, which are changed another way. */
async function readPreferences(window: Page): Promise<Omit<Preferences, 'services'>> {
  const { services: _, ...preferences } = await request(window, 'preferences:read', undefined)
  return preferences
}

/** Loads the window again, without what it remembers of the page before. */
async function loadAgain({ window }: Launched): Promise<void> {
  await window.evaluate(() => {
    sessionStorage.clear()
    localStorage.clear()
  })
  await window.reload({ waitUntil: 'domcontentloaded' })
  await expect(window.getByRole('main')).toBeVisible()
}
