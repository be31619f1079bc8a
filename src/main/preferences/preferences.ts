import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../../shared/errors'
import {
  type PreferenceChanges,
  type Preferences,
  preferenceChangesSchema,
} from '../../shared/preferences'
import type { Notice } from '../../shared/start'
import type { Clock } from '../core/clock'
import { isThere, requireWritableNow } from '../core/disk/blocking'
import { systemErrorCode } from '../core/disk/system-error'
import { type JsonObject, overlayPreferences, repairPreferences } from './repair'
import { setAside } from './set-aside'

/** A JSON file read and written whole, as electron-store does; reading throws what JSON.parse throws. */
export interface JsonFile {
  get store(): Record<string, unknown>
  set store(values: Record<string, unknown>)
}

export interface PreferencesOptions {
  /** Holds `preferences.json`, `preferences.last-good.json` and what had to be set aside. */
  readonly folder: string
  /** Opens `<name>.json` in that folder; the file need not exist. */
  readonly openFile: (name: string) => JsonFile
  readonly clock: Clock
  /** Told of trouble that comes up later; what came up while reading is in `notices`. */
  readonly onNotice?: (notice: Notice) => void
}

export interface PreferencesKeeper {
  read(): Preferences
  /** Throws `invalid-input`. When the disk refuses, the change holds until the app is quit. */
  change(changes: PreferenceChanges): Preferences
  /** Calls back after each change with the new and the former preferences; returns how to stop it. */
  onChange(listener: (now: Preferences, before: Preferences) => void): () => void
  readonly notices: readonly Notice[]
}

const fileName = 'preferences'
const copyName = 'preferences.last-good'

/** Reads the preferences, mends them where the file is damaged, and keeps them. Never throws. */
export function createPreferences(options: PreferencesOptions): PreferencesKeeper {
  const { folder, openFile, clock, onNotice } = options
  const notices: Notice[] = []
  const listeners = new Set<(now: Preferences, before: Preferences) => void>()
  // Once a file could neither be used nor set aside, writing would destroy what is in it.
  let mayWrite = true

  function notify(notice: Notice): void {
    if (notices.some(({ code }) => code === notice.code)) return
    notices.push(notice)
    onNotice?.(notice)
  }

  function keepAside(keepsOriginal: boolean): void {
    try {
      const file = setAside({ folder, name: fileName, now: clock(), keepsOriginal })
      notify({ code: 'preferences-set-aside', details: { file } })
    } catch (error) {
      mayWrite = false
      notify(notSaved(error))
    }
  }

  function readFile(): JsonObject | null {
    try {
      return openFile(fileName).store
    } catch (error) {
      const isNoFile = ['EISDIR', 'ENOTSUP'].includes(systemErrorCode(error))
      const isDamaged = error instanceof SyntaxError || isNoFile
      if (isDamaged) keepAside(false)
      else {
        mayWrite = false
        notify(notSaved(error))
      }
      return null
    }
  }

  function readCopy(): JsonObject {
    try {
      return openFile(copyName).store
    } catch {
      // It is only there to help; without it, the defaults do.
      return {}
    }
  }

  function openForWriting(): JsonFile {
    try {
      return openFile(fileName)
    } catch (error) {
      // Damaged behind our back since the start.
      if (!(error instanceof SyntaxError)) throw error
      keepAside(false)
      return openFile(fileName)
    }
  }

  function write(): void {
    if (!mayWrite) return
    const values = { ...overlayPreferences(stored, preferences) }
    try {
      refuseReadOnly(join(folder, `${fileName}.json`))
      openForWriting().store = values
      openFile(copyName).store = values
      stored = values
    } catch (error) {
      notify(notSaved(error))
    }
  }

  const copy = readCopy()
  const found = readFile()
  let stored: JsonObject = found ?? copy
  const repaired = repairPreferences(stored, copy)
  let { preferences } = repaired
  if (found !== null && repaired.wrong.length > 0) keepAside(true)
  const isCopyOld = !isDeepStrictEqual({ ...copy }, { ...stored })
  if (
    found === null ||
    repaired.wrong.length > 0 ||
    (isCopyOld && Object.keys(stored).length > 0)
  ) {
    write()
  }

  return {
    read: () => preferences,
    change(changes) {
      const checked = preferenceChangesSchema.safeParse(changes)
      if (!checked.success) {
        const field = String(checked.error.issues[0]?.path.at(-1) ?? '')
        throw new AppError('invalid-input', { field })
      }
      const given = Object.entries(checked.data).filter(([, value]) => value !== undefined)
      const before = preferences
      const now = { ...before, ...Object.fromEntries(given) }
      if (isDeepStrictEqual(now, before)) return before
      preferences = now
      write()
      for (const listener of listeners) listener(now, before)
      return now
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    notices,
  }
}

function notSaved(error: unknown): Notice {
  return { code: 'preferences-not-saved', details: { reason: systemErrorCode(error) } }
}

// A file is replaced by renaming another over it, which a read-only file does not prevent by itself.
function refuseReadOnly(path: string): void {
  if (isThere(path)) requireWritableNow(path)
}
