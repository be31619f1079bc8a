import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// The electron package fetches its program when it is imported, unless told where one is. Here it is
// imported by electron-store, which asks it for nothing in plain Node, and nothing starts it.
process.env.ELECTRON_OVERRIDE_DIST_PATH ??= tmpdir()
const settings = await import('../../src/main/electron/settings-file')

/** The preferences of this folder, as the app opens them. */
export function openPreferences(folder: string, now = '2026-11-22T20:00:00.000Z') {
  return settings.openPreferences({ folder, clock: () => new Date(now) })
}

export const { openJsonFile } = settings

/** An empty folder that everybody may write into. */
export function makeSettingsFolder(): string {
  return mkdtempSync(join(tmpdir(), 'castkeeper-test-'))
}

/** What a JSON file in the folder holds, or null when there is none. */
export function readJson(folder: string, name: string): unknown {
  const path = join(folder, name)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

/** The files that were set aside, with what they hold. */
export function badFiles(folder: string): { name: string; text: string }[] {
  return readdirSync(folder)
    .filter((name) => name.includes('.bad-'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}
