import { createStore } from './store'

/** What a toast says: that something was done, a word to know, or what went wrong. */
export type Severity = 'done' | 'note' | 'error'

export interface QueuedToast {
  readonly severity: Severity
  readonly message: string
  /** In milliseconds; false for one that stays until it is closed. */
  readonly closeMs: number | false
}

/** Where toasts are drawn. */
export interface ToastScreen<Toast> {
  /** Draws it. `onClose` must be called once it is gone, however it was closed. Answers how to close it. */
  draw(toast: Toast, onClose: () => void): () => void
}

interface Drawn<Toast> {
  readonly toast: Toast
  close: () => void
}

/**
 * Decides which toast is on screen: one at a time. What is said for a moment appears at once and replaces what was
 * said before; what stays until it is closed waits for its turn, errors first, and returns when it was interrupted.
 */
export class ToastQueue<Toast extends QueuedToast> {
  readonly #screen: ToastScreen<Toast>
  readonly #waiting: Toast[] = []
  readonly #count = createStore({ waiting: 0 })
  #drawn: Drawn<Toast> | null = null

  constructor(screen: ToastScreen<Toast>) {
    this.#screen = screen
  }

  /** How many wait behind the one on screen; the component is drawn again when that changes. */
  useWaiting(): number {
    return this.#count.use().waiting
  }

  show(toast: Toast): void {
    // The same failure again, after a second attempt for instance, is said once.
    this.#remove((other) => other.closeMs === false && isSame(other, toast))
    const shown = this.#drawn?.toast
    const isNext = shown === undefined || isMoreUrgent(toast, shown) || isSame(toast, shown)
    if (!isNext) this.#wait(toast, 'last')
    else {
      if (shown?.closeMs === false && !isSame(toast, shown)) this.#wait(shown, 'first')
      this.#draw(toast)
    }
    this.#countWaiting()
  }

  /** Closes it on screen, or takes it out of the queue. */
  close(toast: Toast): void {
    if (this.#drawn?.toast === toast) this.#drawn.close()
    this.#remove((other) => other === toast)
    this.#countWaiting()
  }

  #draw(toast: Toast): void {
    const before = this.#drawn
    const drawn: Drawn<Toast> = { toast, close: () => undefined }
    this.#drawn = drawn
    before?.close()
    drawn.close = this.#screen.draw(toast, () => {
      if (this.#drawn !== drawn) return
      this.#drawn = null
      // The screen is still busy closing this one.
      queueMicrotask(() => this.#showNext())
    })
  }

  #showNext(): void {
    if (this.#drawn !== null) return
    const next = this.#waiting.shift()
    if (next !== undefined) this.#draw(next)
    this.#countWaiting()
  }

  /** Among those of its severity it comes first or last; errors come before the others. */
  #wait(toast: Toast, place: 'first' | 'last'): void {
    const errors = this.#waiting.filter(({ severity }) => severity === 'error').length
    const [from, to] = toast.severity === 'error' ? [0, errors] : [errors, this.#waiting.length]
    this.#waiting.splice(place === 'first' ? from : to, 0, toast)
  }

  #remove(isMeant: (toast: Toast) => boolean): void {
    const kept = this.#waiting.filter((toast) => !isMeant(toast))
    this.#waiting.splice(0, this.#waiting.length, ...kept)
  }

  #countWaiting(): void {
    const waiting = this.#waiting.length
    if (waiting !== this.#count.read().waiting) this.#count.change({ waiting })
  }
}

function isSame(one: QueuedToast, other: QueuedToast): boolean {
  return one.severity === other.severity && one.message === other.message
}

/** Whether it is shown now, although the other is on screen. */
function isMoreUrgent(toast: QueuedToast, shown: QueuedToast): boolean {
  if (toast.closeMs !== false) return true
  return toast.severity === 'error' && shown.severity !== 'error'
}
