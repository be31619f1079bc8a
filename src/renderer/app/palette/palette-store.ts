import { createSpotlight } from '@mantine/spotlight'

const [store, doors] = createSpotlight()

/** What the palette holds while it is open; only the palette itself has use for it. */
export const paletteStore = store

/** Opens and closes the palette from anywhere. */
export const palette = doors

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
