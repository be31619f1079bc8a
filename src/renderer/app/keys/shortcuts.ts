import { useEffect, useRef } from 'react'
import { stepInField } from '../undo/text-fields'

/**
 * Every key of the app, declared here and nowhere else. `mod` is Ctrl, or Command on a Mac. `shift` counts
 * only with it: on many keyboards `?` and `/` are typed with Shift.
 */
export const shortcuts = {
  palette: { key: 'k', mod: true },
  search: { key: '/', mod: false },
  'new-character': { key: 'n', mod: false },
  generate: { key: 'g', mod: false },
  'select-all': { key: 'a', mod: true },
  undo: { key: 'z', mod: true },
  redo: { key: 'z', mod: true, shift: true },
  settings: { key: ',', mod: true },
  keys: { key: '?', mod: false },
  close: { key: 'Escape', mod: false },
} as const

export type ShortcutId = keyof typeof shortcuts

const handlers = new Map<ShortcutId, (() => void)[]>()

/** Does this while the component is shown. Where two claim one key, the later one has it. */
export function useShortcut(id: ShortcutId, handler: () => void): void {
  const newest = useRef(handler)
  useEffect(() => {
    newest.current = handler
  })
  useEffect(() => {
    const call = () => newest.current()
    handlers.set(id, [...(handlers.get(id) ?? []), call])
    return () => {
      handlers.set(
        id,
        (handlers.get(id) ?? []).filter((other) => other !== call),
      )
    }
  }, [id])
}

/** Does what the shortcut would do, for a menu or the palette. False when nothing on screen answers. */
export function runShortcut(id: ShortcutId): boolean {
  const handler = handlers.get(id)?.at(-1)
  handler?.()
  return handler !== undefined
}

/** A radio button or a check box takes no letters: what was chosen last may not swallow the keys. */
const typingPlaces =
  'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable], [role="menu"], [role="listbox"]'

/** Whether the keys pressed now belong to a text, a menu or a list. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typingPlaces) !== null
}

function isBehindDialog(): boolean {
  return document.querySelector('[role="dialog"]') !== null
}

function shortcutFor(event: KeyboardEvent): ShortcutId | undefined {
  const isMod = event.ctrlKey || event.metaKey
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  // The other key for it on Windows and Linux.
  if (event.ctrlKey && !event.shiftKey && !event.altKey && key === 'y') return 'redo'
  return (Object.keys(shortcuts) as ShortcutId[]).find((id) => {
    const shortcut = shortcuts[id]
    const isShifted = 'shift' in shortcut
    return (
      shortcut.key === key &&
      shortcut.mod === isMod &&
      (!isMod || event.shiftKey === isShifted) &&
      !event.altKey
    )
  })
}

/** The keys that mean the same while somebody types in a field that saves itself. True when it was one. */
function listenInField(event: KeyboardEvent): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement) || target.dataset.autoSave === undefined) return false
  // A list that is open under the field closes first.
  const isListOpen = target.getAttribute('aria-expanded') === 'true'
  if (event.key === 'Escape' && !isListOpen) {
    target.blur()
    return true
  }
  const id = shortcutFor(event)
  if (id !== 'undo' && id !== 'redo') return false
  return stepInField(target, id, () => runShortcut(id))
}

/** Listens for all shortcuts, once for the window. */
export function useShortcutListener(): void {
  useEffect(() => {
    // Looked at before anyone hears the key: Escape may close the dialog on the way down to us.
    let wasBehindDialog = false
    const look = () => {
      wasBehindDialog = isBehindDialog()
    }
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (!wasBehindDialog && listenInField(event)) return event.preventDefault()
      if (event.repeat) return
      if (isTyping(event.target) || wasBehindDialog) return
      const id = shortcutFor(event)
      if (id && runShortcut(id)) event.preventDefault()
    }
    window.addEventListener('keydown', look, { capture: true })
    window.addEventListener('keydown', listen)
    return () => {
      window.removeEventListener('keydown', look, { capture: true })
      window.removeEventListener('keydown', listen)
    }
  }, [])
}
