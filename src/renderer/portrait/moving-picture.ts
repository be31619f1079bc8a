/** How a picture is moved and scaled from one place to another, as CSS. */
export function moveAndScale(from: DOMRectReadOnly, to: DOMRectReadOnly): string {
  const move = `translate(${to.left - from.left}px, ${to.top - from.top}px)`
  return `${move} scale(${to.width / from.width}, ${to.height / from.height})`
}

/** Fixes a copy of a picture to the place of that picture in the window. The caller adds it to the page. */
export function placeOver(
  copy: HTMLElement,
  place: DOMRectReadOnly,
  style: { zIndex: string },
): void {
  Object.assign(copy.style, {
    ...style,
    position: 'fixed',
    left: `${place.left}px`,
    top: `${place.top}px`,
    width: `${place.width}px`,
    height: `${place.height}px`,
    pointerEvents: 'none',
    transformOrigin: '0 0',
  })
}

/** Plays the keyframes once and then removes the copy from the page. */
export function animateThenRemove(
  copy: HTMLElement,
  keyframes: Keyframe[],
  durationMs: number,
): void {
  const remove = () => copy.remove()
  copy
    .animate(keyframes, { duration: durationMs, easing: 'cubic-bezier(0.2, 0.6, 0.2, 1)' })
    .finished.then(remove, remove)
}
