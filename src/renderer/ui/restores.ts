import { on } from '../app/api'
import { dropDrafts } from '../app/drafts'
import { closeCharacter } from '../app/navigation'
import { createStore } from '../app/store'
import { forgetSteps } from '../app/undo/undo-stack'

const restores = createStore({ count: 0 })

/** How often the library was replaced by another one since the window is open. */
export function useRestores(): number {
  return restores.use().count
}

/** Drops everything known of the library that was replaced. Returns the function that stops listening. */
export function followRestores(): () => void {
  return on('library:changed', ({ why }) => {
    if (why !== 'restored') return
    forgetSteps()
    dropDrafts()
    closeCharacter()
    // The same id may belong to another portrait now, so nothing shown before may be shown again.
    restores.change({ count: restores.read().count + 1 })
  })
}
