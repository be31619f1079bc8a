import type { AppError } from '../../shared/errors'
import { dropDraft, keepDraft } from '../app/drafts'

/** Longer texts are not drafted at each key, only saved at each rest. */
const cheapDraftLength = 20_000

export interface SavedTextOptions {
  /** Names the field across restarts: `character:7:notes`. */
  readonly field: string
  readonly check?: (text: string) => AppError | null
  /** Called with the text the library is known to hold as well, from which this one was edited. */
  readonly save: (text: string, before: string) => Promise<unknown>
  /** How long typing rests before it is saved, in milliseconds. */
  readonly restMs: number
}

interface SavedTextStart {
  /** What the library holds. */
  readonly value: string
  /** What the field shows: a draft may be newer than the library. */
  readonly text: string
  /** Read at each use, so that the newest `save` is called. */
  readonly options: () => SavedTextOptions
  readonly onText: (text: string) => void
  /** Called with the reason why the text could not be saved, or null once it was. */
  readonly onError: (error: unknown) => void
}

/** What is in a field, what of it the library holds, and what is being saved between them. */
export class SavedText {
  text: string
  saved: string
  /** What is being saved or was saved last. */
  sent: string
  /** What the library was last known to hold. */
  known: string
  /** Why the last save did not succeed. */
  failure: unknown = null
  #saving: Promise<void> | null = null
  #isFocused = false
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #start: SavedTextStart

  constructor(start: SavedTextStart) {
    this.text = start.text
    this.saved = start.value
    this.sent = start.value
    this.known = start.value
    this.#start = start
  }

  /** Takes what is in the field now; it is drafted at once and saved when the typing rests. */
  change(typed: string): void {
    const { field, restMs } = this.#start.options()
    this.text = typed
    this.#start.onText(typed)
    if (typed === this.saved) dropDraft(field)
    else if (typed.length <= cheapDraftLength) keepDraft(field, typed)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), restMs)
  }

  /** Saves what is not saved yet. Never throws: a failure goes to `onError`, and the text stays. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    // It looks at its end whether more was typed since.
    if (this.#saving !== null) return this.#saving
    // Typed back to what is saved: there is nothing left to complain of.
    if (this.text === this.saved) return this.#start.onError(null)
    const sent = this.text
    const refusal = this.#start.options().check?.(sent) ?? null
    this.failure = refusal
    if (refusal) return this.#start.onError(refusal)
    this.#saving = this.#save(sent)
    return this.#saving
  }

  /** Shows what the library holds now, as long as nothing typed here waits to be saved. */
  accept(value: string, isFocused: boolean): void {
    this.known = value
    this.#isFocused = isFocused
    if (isFocused || this.#saving !== null || this.text !== this.saved) return
    this.text = value
    this.saved = value
    this.#start.onText(value)
  }

  async #save(sent: string): Promise<void> {
    const { onError, options } = this.#start
    const { field, save } = options()
    const knownBefore = this.known
    try {
      this.sent = sent
      await save(sent, this.saved)
      this.saved = sent
      if (this.text === sent) dropDraft(field)
      onError(null)
    } catch (failure) {
      keepDraft(field, this.text)
      this.failure = failure
      onError(failure)
      return
    } finally {
      this.#saving = null
    }
    if (this.text !== sent) return this.flush()
    // The library has learned of another change at the same time, and holds both.
    if (this.known !== knownBefore) this.accept(this.known, this.#isFocused)
  }
}
