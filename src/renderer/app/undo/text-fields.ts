/** A field for text that is on screen, as undo and redo see it. */
export interface TextField {
  /** Puts this text there and saves it. */
  readonly put: (text: string) => Promise<void>
  /** Takes back the newest step of typing, or does it again; null when there is none. */
  readonly back: () => string | null
  readonly forward: () => string | null
}

const fields = new Map<string, TextField>()

/** Registers a field that is on screen, until the returned function is called. */
export function showField(name: string, field: TextField): () => void {
  fields.set(name, field)
  return () => {
    if (fields.get(name) === field) fields.delete(name)
  }
}

/** The field of this name (`character:7:notes`), when it is on screen. */
export function fieldOnScreen(name: string): TextField | undefined {
  return fields.get(name)
}

/** The field that saves itself in which this element is, if any. */
function fieldAround(target: EventTarget | null): TextField | undefined {
  const element = target instanceof Element ? target.closest('[data-auto-save]') : null
  return fields.get(element?.getAttribute('data-auto-save') ?? '')
}

/**
 * Undo or redo while typing: first the steps of the field itself, if it is one that saves itself, then those
 * from before it was entered, by `elsewhere`. False when the element is no such field; the browser's own undo
 * is right there.
 */
export function stepInField(
  target: EventTarget | null,
  step: 'undo' | 'redo',
  elsewhere: () => void,
): boolean {
  const field = fieldAround(target)
  if (field === undefined) return false
  const text = step === 'undo' ? field.back() : field.forward()
  if (text === null) elsewhere()
  return true
}
