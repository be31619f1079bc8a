import { join } from 'node:path'
import ElectronStore from 'electron-store'
import type { Notice } from '../../shared/start'
import type { Clock } from '../core/clock'
import { statNow } from '../core/disk/blocking'
import { systemError } from '../core/disk/system-error'
import { parseJson } from '../core/json-file'
import { createPreferences, type PreferencesKeeper } from '../preferences/preferences'
import type { JsonFile } from '../preferences/preferences-file'
import { isJsonObject } from '../preferences/repair'

/**
 * `<name>.json` in the folder, read and replaced as a whole. When it is damaged, an expendable one starts
 * over, and any other throws a SyntaxError. Throws ENOTSUP for a pipe or a device, which would never end.
 */
export function openJsonFile(
  folder: string,
  name: string,
  { isExpendable = false }: { readonly isExpendable?: boolean } = {},
): JsonFile {
  const found = statNow(join(folder, `${name}.json`))
  if (found !== null && !found.isFile() && !found.isDirectory()) {
    throw systemError('ENOTSUP', 'not a plain file')
  }
  return new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name,
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: isExpendable,
    deserialize: parseJsonObject,
  })
}

function parseJsonObject(text: string): Record<string, unknown> {
  const value = parseJson(text)
  if (!isJsonObject(value)) throw new SyntaxError('not a JSON object')
  return value
}

export interface SettingsOptions {
  /** The user data folder. */
  readonly folder: string
  readonly clock: Clock
  readonly onNotice?: (notice: Notice) => void
}

/** The game master's preferences, kept in `preferences.json`. Never throws. */
export function openPreferences({ folder, clock, onNotice }: SettingsOptions): PreferencesKeeper {
  const openFile = (name: string) => openJsonFile(folder, name)
  return createPreferences({ folder, openFile, clock, onNotice })
}
