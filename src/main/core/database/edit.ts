import type { CommitAside } from './commit-aside'

interface EditOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => { readonly commitAside: CommitAside }
  readonly onEdited: () => void
}

/**
 * Makes changes that end their own transaction, and resolves with each one's value once it is on the disk. The
 * window is told as soon as it is made: what it reads from then on shows it, however long the disk takes.
 */
export function createEdit({ library, onEdited }: EditOptions) {
  return async <Value>(change: () => Value): Promise<Value> =>
    library().commitAside(() => {
      const value = change()
      onEdited()
      return value
    })
}
