import { createSpotlight } from '@mantine/spotlight'

const [store, actions] = createSpotlight()

/** What the palette holds while it is open; only the palette itself has use for it. */
export const paletteStore = store

let focusedBefore: Element | null = null

/** Opens and closes the palette from anywhere. */
export const palette = {
  ...actions,
  open(): void {
    focusedBefore = document.activeElement
    actions.open()
  },
}

/** Leads the keyboard back to where it was, unless what was chosen has it now. */
export function returnFocus(): void {
  requestAnimationFrame(() => {
    const isNowhere = document.activeElement === document.body
    if (isNowhere && focusedBefore instanceof HTMLElement) focusedBefore.focus()
  })
}

/**
 * Does what was chosen, the keyboard back where it was before: a dialog that this opens gives it back to there, and
 * not to the palette, which is gone by then.
 */
export function restoreFocusAndRun(run: () => void): void {
  if (focusedBefore instanceof HTMLElement && focusedBefore.isConnected) focusedBefore.focus()
  run()
}

/** The answer that Enter would choose now. */
export function highlighted(): HTMLElement | null {
  return document.querySelector(`#${CSS.escape(store.getState().listId)} [data-selected]`)
}

/** Makes the first answer the one that Enter opens: the list itself only does so at each key. */
export function chooseFirst(): void {
  const list = document.getElementById(store.getState().listId)
  const [first] = list?.querySelectorAll('[data-action]') ?? []
  if (!list || !first) return
  for (const previous of list.querySelectorAll('[data-selected]')) {
    previous.removeAttribute('data-selected')
  }
  first.setAttribute('data-selected', 'true')
  store.updateState((state) => ({ ...state, selected: 0 }))
}
