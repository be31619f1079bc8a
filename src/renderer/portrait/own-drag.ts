let isOwn = false

/** Whether what is dragged was picked up in this window: a piece of text, which is no portrait. */
export function isOwnDrag(): boolean {
  return isOwn
}

/** Notices drags that begin here. Once for the window. */
export function followOwnDrags(): void {
  window.addEventListener('dragstart', () => {
    isOwn = true
  })
  window.addEventListener('dragend', () => {
    isOwn = false
  })
}
