import type { Notice, NumberedNotice } from '../../shared/start'

/** What follows from a library that cannot be written; their sentences say that nothing else is affected. */
const consequences: ReadonlySet<Notice['code']> = new Set([
  'log-unwritable',
  'preferences-not-saved',
])
const cannotWrite: ReadonlySet<Notice['code']> = new Set(['opened-read-only', 'opened-full'])

/**
 * What the game master should know of this start. All of it is kept: a window asks when it is ready to show
 * something, and an event sent before that would be lost.
 */
export class Notices {
  readonly #all: NumberedNotice[] = []
  readonly #onNew: () => void

  /** `onNew` is called after each one that is added. */
  constructor(onNew: () => void = () => undefined) {
    this.#onNew = onNew
  }

  add(notice: Notice): void {
    this.#all.push({ ...notice, number: this.#all.length + 1 })
    this.#onNew()
  }

  /** Every notice so far, oldest first, without those that another one explains. */
  list(): readonly NumberedNotice[] {
    const isShort = this.#all.some(({ code }) => cannotWrite.has(code))
    return this.#all.filter(({ code }) => !isShort || !consequences.has(code))
  }
}
