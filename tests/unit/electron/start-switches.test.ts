import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  dropDangerousSwitches,
  findSwitchAgainstSandbox,
  isDisplayMissing,
  shutFolder,
} from '../../../src/main/electron/start-switches'
import { makeDataFolder } from '../../support/records'

const checkout = join(import.meta.dirname, '../../..')

function switches(...given: readonly string[]) {
  const left = new Set(given)
  return {
    left,
    hasSwitch: (name: string) => left.has(name),
    removeSwitch: (name: string) => void left.delete(name),
  }
}

describe('the switches of a start', () => {
  it('by which another program could drive our pages are taken away from a packaged app', () => {
    const given = switches(
      'remote-debugging-port',
      'remote-debugging-pipe',
      'inspect-brk',
      'disable-web-security',
      'renderer-cmd-prefix',
      'utility-cmd-prefix',
      'gpu-launcher',
      'lang',
      'user-data-dir',
    )
    expect(dropDangerousSwitches(given, true)).toHaveLength(7)
    expect([...given.left]).toEqual(['lang', 'user-data-dir'])
  })

  it('stay in a checkout, where tests and developers need them', () => {
    const given = switches('remote-debugging-port', 'inspect')
    expect(dropDangerousSwitches(given, false)).toEqual([])
    expect(given.left.size).toBe(2)
  })

  it('that give the sandbox up are noticed where they matter', () => {
    const ask = (isPackaged: boolean, uid: number | undefined, ...given: readonly string[]) =>
      findSwitchAgainstSandbox(switches(...given), { isPackaged, uid })
    expect(ask(true, 1_000, 'no-sandbox')).toBe('no-sandbox')
    expect(ask(true, undefined, 'no-sandbox')).toBe('no-sandbox')
    expect(ask(true, 1_000, 'disable-seccomp-filter-sandbox')).toBe(
      'disable-seccomp-filter-sandbox',
    )
    expect(ask(true, 1_000)).toBeNull()
    expect(ask(true, 0, 'no-sandbox')).toBeNull()
    expect(ask(false, 1_000, 'no-sandbox')).toBeNull()
  })
})

interface AppImage {
  readonly desktopEntry: { readonly value: string }
}

/** What electron-builder writes into the menu's entry of the AppImage, from our own configuration. */
async function entryOfAppImage(
  change: (config: Record<string, unknown>) => void = () => undefined,
) {
  const load = createRequire(import.meta.url)
  const { getConfig } = load('app-builder-lib/out/util/config/config.js')
  const { default: Target } = load('app-builder-lib/out/targets/appimage/AppImageTarget.js')
  const config: Record<string, unknown> = await getConfig(checkout, null, {})
  change(config)
  const packager = { config, platformSpecificBuildOptions: config.linux, appInfo: {} }
  const helper = { computeDesktopEntry: (_options: unknown, exec: string) => exec }
  const target: AppImage = new Target('', packager, helper, '')
  return target.desktopEntry.value
}

describe('the AppImage', () => {
  it('is started from menus with its sandbox', async () => {
    expect(await entryOfAppImage()).toBe('AppRun %U')
  })

  it('would be started without it, were nothing said', async () => {
    const silent = (config: Record<string, unknown>) => {
      config.appImage = undefined
    }
    expect(await entryOfAppImage(silent)).toContain('--no-sandbox')
  })
})

describe.skipIf(process.platform === 'win32')(
  'a folder made before files were kept private',
  () => {
    const modeOf = (path: string) => statSync(path).mode & 0o777

    it('is shut to other accounts', () => {
      const folder = join(makeDataFolder(), 'ours')
      mkdirSync(folder)
      chmodSync(folder, 0o755)
      expect(shutFolder(folder)).toBe(true)
      expect(modeOf(folder)).toBe(0o700)
      expect(shutFolder(folder)).toBe(false)
    })

    it('is left alone when it is a link, a file, or not there', () => {
      const around = makeDataFolder()
      const theirs = join(around, 'theirs')
      mkdirSync(theirs)
      chmodSync(theirs, 0o755)
      symlinkSync(theirs, join(around, 'link'))
      writeFileSync(join(around, 'file'), 'x')
      chmodSync(join(around, 'file'), 0o644)
      for (const name of ['link', 'file', 'nothing']) {
        expect(shutFolder(join(around, name)), name).toBe(false)
      }
      expect([modeOf(theirs), modeOf(join(around, 'file'))]).toEqual([0o755, 0o644])
    })
  },
)

describe('a display', () => {
  const none = { platform: 'linux', env: {} } as const

  it('is missing on Linux where neither X nor Wayland is named', () => {
    expect(isDisplayMissing(switches(), none)).toBe(true)
    expect(isDisplayMissing(switches(), { ...none, env: { DISPLAY: '' } })).toBe(true)
    expect(isDisplayMissing(switches(), { ...none, env: { DISPLAY: ':0' } })).toBe(false)
    expect(isDisplayMissing(switches(), { ...none, env: { WAYLAND_DISPLAY: 'w' } })).toBe(false)
  })

  it('is not missed where another platform was asked for, nor on another system', () => {
    expect(isDisplayMissing(switches('ozone-platform'), none)).toBe(false)
    expect(isDisplayMissing(switches('headless'), none)).toBe(false)
    expect(isDisplayMissing(switches(), { ...none, platform: 'darwin' })).toBe(false)
    expect(isDisplayMissing(switches(), { ...none, platform: 'win32' })).toBe(false)
  })
})
