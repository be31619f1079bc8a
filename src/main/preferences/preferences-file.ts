import { join } from 'node:path'
import type { Preferences } from '../../shared/preferences'
import type { Notice } from '../../shared/start'
import type { Clock } from '../core/clock'
import { isThere, requireWritableNow } from '../core/disk/blocking'
import { systemErrorCode } from '../core/disk/system-error'
import { type JsonObject, overlayPreferences } from './repair'
import { setAside } from './set-aside'

/** A JSON file read and written whole, as electron-store does; reading throws what JSON.parse throws. */
export interface JsonFile {
  get store(): Record<string, unknown>
  set store(values: Record<string, unknown>)
}

export interface PreferencesFileOptions {
  /** Holds `preferences.json`, `preferences.last-good.json` and what had to be set aside. */
  readonly folder: string
  /** Opens `<name>.json` in that folder; the file need not exist. */
  readonly openFile: (name: string) => JsonFile
  readonly clock: Clock
  /** Called with problems that come up later; those found while reading are in `notices`. */
  readonly onNotice?: (notice: Notice) => void
}

const fileName = 'preferences'
const copyName = 'preferences.last-good'

/** The settings file and its last good copy. No method throws: trouble becomes a notice, once of each kind. */
export class PreferencesFile {
  readonly notices: Notice[] = []
  /** What the copy held at the start; empty without one. */
  readonly copy: JsonObject
  /** What the file held at the start; null when it could not be read. */
  readonly found: JsonObject | null
  readonly #options: PreferencesFileOptions
  #stored: JsonObject
  // Once a file could neither be used nor set aside, writing would destroy its contents.
  #mayWrite = true

  constructor(options: PreferencesFileOptions) {
    this.#options = options
    this.copy = this.#readCopy()
    this.found = this.#read()
    this.#stored = this.found ?? this.copy
  }

  /** What was last read or written. */
  get stored(): JsonObject {
    return this.#stored
  }

  /** Writes the file and its copy, with what other versions of the app have in it. */
  write(preferences: Preferences): void {
    if (!this.#mayWrite) return
    const { folder, openFile } = this.#options
    const values = { ...overlayPreferences(this.#stored, preferences) }
    try {
      refuseReadOnly(join(folder, `${fileName}.json`))
      this.#openForWriting().store = values
      openFile(copyName).store = values
      this.#stored = values
    } catch (error) {
      this.#notify(notSaved(error))
    }
  }

  /** Keeps the damaged file under another name; with `keepsOriginal` a copy of it. */
  setAside(keepsOriginal: boolean): void {
    const { folder, clock } = this.#options
    try {
      const file = setAside({ folder, name: fileName, now: clock(), keepsOriginal })
      this.#notify({ code: 'preferences-set-aside', details: { file } })
    } catch (error) {
      this.#mayWrite = false
      this.#notify(notSaved(error))
    }
  }

  #read(): JsonObject | null {
    try {
      return this.#options.openFile(fileName).store
    } catch (error) {
      const isNoFile = ['EISDIR', 'ENOTSUP'].includes(systemErrorCode(error))
      const isDamaged = error instanceof SyntaxError || isNoFile
      if (isDamaged) this.setAside(false)
      else {
        this.#mayWrite = false
        this.#notify(notSaved(error))
      }
      return null
    }
  }

  #readCopy(): JsonObject {
    try {
      return this.#options.openFile(copyName).store
    } catch {
      // It is only there to help; without it, the defaults do.
      return {}
    }
  }

  #openForWriting(): JsonFile {
    const { openFile } = this.#options
    try {
      return openFile(fileName)
    } catch (error) {
      // Damaged behind our back since the start.
      if (!(error instanceof SyntaxError)) throw error
      this.setAside(false)
      return openFile(fileName)
    }
  }

  #notify(notice: Notice): void {
    if (this.notices.some(({ code }) => code === notice.code)) return
    this.notices.push(notice)
    this.#options.onNotice?.(notice)
  }
}

function notSaved(error: unknown): Notice {
  return { code: 'preferences-not-saved', details: { reason: systemErrorCode(error) } }
}

// A file is replaced by renaming another over it, which a read-only file does not prevent by itself.
function refuseReadOnly(path: string): void {
  if (isThere(path)) requireWritableNow(path)
}
