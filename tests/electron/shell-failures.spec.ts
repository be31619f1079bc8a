import type { ChildProcess } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { JSHandle } from 'playwright'
import { answerQuestions, askedQuestions, granted, requestFrom } from '../support/bridge.ts'
import { checkLibrary } from '../support/check-library.ts'
import { expect, test } from '../support/electron-test.ts'
import { makeFirstLibrary } from '../support/first-library.ts'
import { launchCastkeeper, makeUserDataDir } from '../support/launch-app.ts'

/** Crashes the window's page, and waits until it is loaded again. */
function crashAndWait(main: JSHandle<Electron.BrowserWindow>): Promise<void> {
  return main.evaluate(({ webContents }) => {
    const cameBack = new Promise<void>((done) => {
      webContents.once('did-finish-load', () => done())
    })
    webContents.forcefullyCrashRenderer()
    return cameBack
  })
}

/** Empty before the first line was written. */
function readLog(userDataDir: string): string {
  const path = join(userDataDir, 'logs', 'castkeeper.log')
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** Names of the campaigns in a library whose app has ended, once it was found sound. */
function soundCampaigns(userDataDir: string): unknown[] {
  const database = new Database(join(userDataDir, 'castkeeper.db'))
  try {
    expect(checkLibrary(database, userDataDir)).toEqual([])
    return database.prepare('SELECT name FROM campaign ORDER BY id').pluck().all()
  } finally {
    database.close()
  }
}

test('fault 115: the window crashes: it comes back with what was being typed', async () => {
  const launched = await launchCastkeeper()
  const { app, window } = launched
  const main = await app.browserWindow(window)
  const { id } = granted(await requestFrom(window, 'campaigns:create', { name: 'Old name' }))
  granted(await requestFrom(window, 'preferences:change', { lastCampaignId: id }))
  await window.reload()
  const name = window.getByRole('textbox').filter({ visible: true }).first()
  await expect(name).toHaveValue('Old name')
  await name.fill('Typed just before')
  await crashAndWait(main)
  // Playwright gives up on a page that has crashed; main can still ask it.
  await expect
    .poll(() =>
      main.evaluate(({ webContents }) =>
        webContents.executeJavaScript('document.querySelector("h1 textarea")?.value'),
      ),
    )
    .toBe('Typed just before')
  await launched.close()
  expect(soundCampaigns(launched.userDataDir)).toEqual(['Typed just before'])
  expect(readLog(launched.userDataDir)).toContain('window crashed')
})

test('fault 115: the window crashes again and again: the game master is asked', async () => {
  const { app, window, userDataDir } = await launchCastkeeper()
  await expect(window.getByRole('heading').first()).toBeVisible()
  const main = await app.browserWindow(window)
  await answerQuestions(app, 1)
  const closed = app.waitForEvent('close')
  for (let crash = 0; crash < 3; crash += 1) await crashAndWait(main)
  await main.evaluate(({ webContents }) => webContents.forcefullyCrashRenderer())
  await closed
  expect(soundCampaigns(userDataDir)).toEqual([])
})

test('fault 115: the graphics process dies: the window goes on', async () => {
  const { app, window } = await launchCastkeeper()
  await expect(window.getByRole('heading').first()).toBeVisible()
  const gone = await app.evaluate(({ app: electron }) => {
    const gpu = electron.getAppMetrics().find(({ type }) => type === 'GPU')
    const noticed = new Promise((seen) => {
      electron.once('child-process-gone', (_event, { type }) => seen(type))
    })
    if (gpu) process.kill(gpu.pid, 'SIGKILL')
    return gpu ? noticed : 'there is none'
  })
  expect(['GPU', 'there is none']).toContain(gone)
  expect(granted(await requestFrom(window, 'campaigns:list'))).toEqual([])
  await expect(window.getByRole('heading').first()).toBeVisible()
})

test('fault 115: the preload throws: the window is tried again, then the game master is asked', async () => {
  const { app, window, userDataDir } = await launchCastkeeper()
  await expect(window.getByRole('heading').first()).toBeVisible()
  const broken = join(userDataDir, 'broken-preload.cjs')
  writeFileSync(broken, 'throw new Error("thrown by a preload")')
  await app.evaluate(({ dialog, session }, path) => {
    session.defaultSession.setPreloads([path])
    Reflect.set(globalThis, 'timesAsked', 0)
    Reflect.set(dialog, 'showMessageBox', async () => {
      Reflect.set(globalThis, 'timesAsked', Reflect.get(globalThis, 'timesAsked') + 1)
      session.defaultSession.setPreloads([])
      return { response: 0 }
    })
  }, broken)
  await window.reload()
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'timesAsked'))).toBe(1)
  await expect(window.getByRole('heading').first()).toBeVisible()
  expect(readLog(userDataDir).match(/window could not start/g)).toHaveLength(4)
})

test('fault 116: an unhandled rejection: shown once, and the app goes on', async () => {
  const { app, window, userDataDir } = await launchCastkeeper()
  await answerQuestions(app, 0)
  for (let time = 0; time < 3; time += 1) {
    await app.evaluate(() => {
      void Promise.reject(new Error('forgotten'))
    })
  }
  await expect.poll(() => readLog(userDataDir).match(/unhandled rejection/g)).toHaveLength(3)
  await expect.poll(() => askedQuestions(app)).toHaveLength(1)
  granted(await requestFrom(window, 'campaigns:create', { name: 'Still here' }))
  expect(await askedQuestions(app)).toHaveLength(1)
})

test('fault 116: an exception in main: logged, reported, and the library closed', async () => {
  const { app, window, userDataDir } = await launchCastkeeper()
  granted(await requestFrom(window, 'campaigns:create', { name: 'Kept' }))
  await answerQuestions(app, 1)
  const closed = app.waitForEvent('close')
  await app.evaluate(({ app: electron }) => {
    setTimeout(() => {
      throw new Error(`boom in ${electron.getPath('userData')}`)
    }, 0)
  })
  await closed
  expect(readLog(userDataDir)).toContain('uncaught exception')
  expect(readLog(userDataDir)).not.toContain(userDataDir)
  expect(existsSync(join(userDataDir, 'castkeeper.db-wal'))).toBe(false)
  expect(soundCampaigns(userDataDir)).toEqual(['Kept'])
})

test('fault 110: a damaged preferences file: the app opens, and says what became of it', async () => {
  const userDataDir = await makeUserDataDir()
  writeFileSync(join(userDataDir, 'preferences.json'), '{"theme": "parchm')
  const { window } = await launchCastkeeper({ userDataDir })
  await expect(window.getByText(/preferences\.bad-/)).toBeVisible()
  const bad = readdirSync(userDataDir).filter((name) => name.startsWith('preferences.bad-'))
  expect(bad.map((name) => readFileSync(join(userDataDir, name), 'utf8'))).toEqual([
    '{"theme": "parchm',
  ])
})

test('fault 120: a log that cannot be written: the app opens, and says so', async () => {
  const userDataDir = await makeUserDataDir()
  mkdirSync(join(userDataDir, 'logs', 'castkeeper.log'), { recursive: true })
  const { window, app } = await launchCastkeeper({ userDataDir })
  await answerQuestions(app, 0)
  await app.evaluate(() => {
    void Promise.reject(new Error('something to log'))
  })
  await expect(window.getByText(/log cannot be written/)).toBeVisible()
  granted(await requestFrom(window, 'campaigns:create', { name: 'Without a log' }))
})

test('fault 51: the data folder is on a drive that is away: said, and mended by “Try again”', async () => {
  const parent = await makeUserDataDir()
  const drive = join(parent, 'drive')
  const userDataDir = join(parent, 'data')
  symlinkSync(drive, userDataDir)
  const { window } = await launchCastkeeper({ userDataDir })
  await expect(window.getByText(userDataDir)).toBeVisible()
  mkdirSync(drive)
  await window.getByRole('button', { name: 'Try again' }).click()
  await expect(window.getByText(userDataDir)).toBeHidden()
  granted(await requestFrom(window, 'campaigns:create', { name: 'At last' }))
  expect(existsSync(join(drive, 'castkeeper.db'))).toBe(true)
})

const endings = {
  'ended by SIGTERM': (process: ChildProcess) => process.kill('SIGTERM'),
  'ended by SIGINT': (process: ChildProcess) => process.kill('SIGINT'),
  'ended by SIGKILL': (process: ChildProcess) => process.kill('SIGKILL'),
  'asked to end and killed at once': (process: ChildProcess) => {
    process.kill('SIGTERM')
    setImmediate(() => process.kill('SIGKILL'))
  },
  'suspended, woken and ended': async (process: ChildProcess) => {
    process.kill('SIGSTOP')
    await expect.poll(() => stateOf(process.pid)).toBe('T')
    process.kill('SIGCONT')
    process.kill('SIGTERM')
  },
}

/** What the kernel says of a process: `T` for one that is stopped. */
function stateOf(pid: number | undefined): string | undefined {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.[0]
}

for (const [how, end] of Object.entries(endings)) {
  test(`fault 117: ${how} while writing: every edit that was answered is there`, async () => {
    const { app, window, userDataDir } = await launchCastkeeper()
    const closed = app.waitForEvent('close')
    const names: string[] = []
    await window.exposeFunction('answered', (name: string) => {
      names.push(name)
      if (names.length === 40) void end(app.process())
    })
    await window
      .evaluate(async () => {
        for (let number = 1; number <= 10_000; number += 1) {
          const name = `Campaign ${number}`
          const reply = await Reflect.get(window, 'castkeeper').request('campaigns:create', {
            name,
          })
          if (reply.ok) await Reflect.get(window, 'answered')(name)
        }
      })
      .catch(() => 'the window goes while it writes')
    await closed
    expect(names.length).toBeGreaterThanOrEqual(40)
    expect(soundCampaigns(userDataDir)).toEqual(expect.arrayContaining(names))
  })
}

test('fault 119: data of the first version: brought up to date, with a copy of what it was', async () => {
  const userDataDir = makeFirstLibrary(await makeUserDataDir())
  const { window, close } = await launchCastkeeper({ userDataDir })
  const campaigns = granted(await requestFrom(window, 'campaigns:list'))
  expect(campaigns.map(({ name }) => name)).toEqual(['Éowyn'])
  await close()
  expect(soundCampaigns(userDataDir)).toEqual(['Éowyn'])
  const copies = readdirSync(join(userDataDir, 'backups'))
  expect(copies).toContainEqual(expect.stringMatching(/^before_migration_from_1_/))
})

test('fault 119: data of a newer version: refused, said, and left as it is', async () => {
  const first = await launchCastkeeper()
  granted(await requestFrom(first.window, 'campaigns:create', { name: 'From the future' }))
  await first.close()
  const { userDataDir } = first
  const path = join(userDataDir, 'castkeeper.db')
  const database = new Database(path)
  database.pragma('user_version = 999')
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  writeFileSync(join(userDataDir, 'preferences.json'), '{"density": "dense", "diceSound": 3}')
  const before = readFileSync(path)

  const { window, close } = await launchCastkeeper({ userDataDir })
  await expect(
    window.getByRole('heading', { name: 'Your library was made by a newer version' }),
  ).toBeVisible()
  granted(await requestFrom(window, 'preferences:change', { theme: 'lamplight' }))
  await close()
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(JSON.parse(readFileSync(join(userDataDir, 'preferences.json'), 'utf8'))).toMatchObject({
    density: 'dense',
    diceSound: 3,
    theme: 'lamplight',
  })
})
