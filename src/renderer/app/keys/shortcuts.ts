import { useEffect, useRef } from 'react'
import {
  commands,
  type Shortcut,
  type ShortcutCommand,
  shortcutCommands,
  type WindowCommand,
  worksEverywhere,
  worksInLargeView,
  worksWhileTyping,
} from '../../../shared/commands'
import { stepInField } from '../undo/text-fields'

const handlers = new Map<ShortcutCommand, (() => void)[]>()

/** Does this at the shortcut while the component is shown. Where two claim one, the later one has it. */
export function useShortcut(id: ShortcutCommand, handler: () => void): void {
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

/** Does what the component on screen does that claims the shortcut. False when there is none. */
export function runShortcut(id: ShortcutCommand): boolean {
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

/** The dialog that takes the keys; the large view of a face leaves some of them to the window. */
function findDialog(): 'none' | 'large-view' | 'dialog' {
  const dialogs = [...document.querySelectorAll('[role="dialog"]')]
  if (dialogs.length === 0) return 'none'
  const areLarge = dialogs.every((one) => one.closest('[data-large-view]') !== null)
  return areLarge ? 'large-view' : 'dialog'
}

function shortcutFor(event: KeyboardEvent): ShortcutCommand | undefined {
  const isMod = event.ctrlKey || event.metaKey
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  // The other key for it on Windows and Linux.
  if (event.ctrlKey && !event.shiftKey && !event.altKey && key === 'y') return 'redo'
  if (event.altKey) return undefined
  const withKey = shortcutCommands.filter((id) => {
    const shortcut = shortcutOf(id)
    return shortcut.key === key && (shortcut.mod ?? false) === isMod
  })
  const exact = withKey.find((id) => (shortcutOf(id).shift ?? false) === event.shiftKey)
  return exact ?? withKey.find((id) => !isMod && shortcutOf(id).shift === undefined)
}

function shortcutOf(id: ShortcutCommand): Shortcut {
  return commands[id].shortcut
}

type RunShortcut = (id: ShortcutCommand) => boolean

/** The keys that mean the same while typing in a field that saves itself. True when it was one of them. */
function listenInField(event: KeyboardEvent, run: RunShortcut): boolean {
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
  return stepInField(target, id, () => run(id))
}

/**
 * Listens for all shortcuts, once for the window: what a component claims goes to it, and what works everywhere to
 * `runCommand`, where there is a library to run it on.
 */
export function useShortcutListener(
  runCommand: ((id: WindowCommand, from: 'keys') => void) | null,
): void {
  useEffect(() => {
    const run: RunShortcut = (id) => {
      if (runShortcut(id)) return true
      if (runCommand === null || !worksEverywhere(id)) return false
      runCommand(id, 'keys')
      return true
    }
    // Read before any handler sees the key: Escape may close the dialog on its way to us.
    let dialog: ReturnType<typeof findDialog> = 'none'
    const look = () => {
      dialog = findDialog()
    }
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (dialog === 'none' && listenInField(event, run)) return event.preventDefault()
      if (event.repeat || dialog === 'dialog') return
      const id = shortcutFor(event)
      if (id === undefined || (dialog === 'large-view' && !worksInLargeView(id))) return
      if (isTyping(event.target) && !worksWhileTyping(id)) return
      if (run(id)) event.preventDefault()
    }
    window.addEventListener('keydown', look, { capture: true })
    window.addEventListener('keydown', listen)
    return () => {
      window.removeEventListener('keydown', look, { capture: true })
      window.removeEventListener('keydown', listen)
    }
  }, [runCommand])
}
