import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../../shared/errors'
import {
  type PreferenceChanges,
  type Preferences,
  preferenceChangesSchema,
} from '../../shared/preferences'
import type { Notice } from '../../shared/start'
import { PreferencesFile, type PreferencesFileOptions } from './preferences-file'
import { repairPreferences } from './repair'

export interface PreferencesKeeper {
  read(): Preferences
  /** Throws `invalid-input`. When the disk refuses, the change holds until the app is quit. */
  change(changes: PreferenceChanges): Preferences
  /** Calls back after each change with the new preferences and the ones before; returns a function that stops it. */
  onChange(listener: (now: Preferences, before: Preferences) => void): () => void
  readonly notices: readonly Notice[]
}

/** Reads the preferences, repairs them if the file is damaged, and stores changes. Never throws. */
export function createPreferences(options: PreferencesFileOptions): PreferencesKeeper {
  const file = new PreferencesFile(options)
  const listeners = new Set<(now: Preferences, before: Preferences) => void>()
  let preferences = readAndRepair(file)

  return {
    read: () => preferences,
    change(changes) {
      const before = preferences
      const now = { ...before, ...checkChanges(changes) }
      if (isDeepStrictEqual(now, before)) return before
      preferences = now
      file.write(now)
      for (const listener of listeners) listener(now, before)
      return now
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    notices: file.notices,
  }
}

function readAndRepair(file: PreferencesFile): Preferences {
  const { found, copy, stored } = file
  const { preferences, wrong } = repairPreferences(stored, copy)
  if (found !== null && wrong.length > 0) file.setAside(true)
  const isCopyOld = !isDeepStrictEqual({ ...copy }, { ...stored })
  if (found === null || wrong.length > 0 || (isCopyOld && Object.keys(stored).length > 0)) {
    file.write(preferences)
  }
  return preferences
}

function checkChanges(changes: PreferenceChanges): Partial<Preferences> {
  const checked = preferenceChangesSchema.safeParse(changes)
  if (!checked.success) {
    const field = String(checked.error.issues[0]?.path.at(-1) ?? '')
    throw new AppError('invalid-input', { field })
  }
  const given = Object.entries(checked.data).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given)
}
