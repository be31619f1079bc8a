/** In characters. A longer text is not laid out a second time at each key, which would be slow. */
const longestMeasured = 20_000

const copied = [
  'box-sizing',
  'border-width',
  'direction',
  'font',
  'letter-spacing',
  'line-height',
  'padding',
  'tab-size',
  'text-align',
  'word-spacing',
] as const

/**
 * Where a character of a text field is drawn, in pixels from its corner: the lower edge of its line. Below the field
 * for a long text.
 */
export function caretPlace(
  field: HTMLTextAreaElement,
  index: number,
): { readonly topPx: number; readonly leftPx: number } {
  const below = { topPx: field.clientHeight, leftPx: 0 }
  if (field.value.length > longestMeasured) return below
  const style = getComputedStyle(field)
  const mirror = document.createElement('div')
  for (const name of copied) mirror.style.setProperty(name, style.getPropertyValue(name))
  Object.assign(mirror.style, {
    overflowWrap: 'break-word',
    position: 'absolute',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    width: `${field.clientWidth}px`,
  })
  const mark = document.createElement('span')
  mark.textContent = field.value.slice(index, index + 1) || '.'
  mirror.append(field.value.slice(0, index), mark)
  document.body.append(mirror)
  const topPx = mark.offsetTop + mark.offsetHeight - field.scrollTop
  const leftPx = mark.offsetLeft
  mirror.remove()
  return { topPx: Math.min(topPx, field.clientHeight), leftPx }
}
