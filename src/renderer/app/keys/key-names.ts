import { type ShortcutId, shortcuts } from './shortcuts'

/** The modifier as this machine's keyboard calls it. */
export const modName = /mac/i.test(navigator.platform) ? '⌘' : 'Ctrl'

/** The keys of a shortcut as they stand on the keyboard: `['Ctrl', 'K']`. */
export function keyNames(id: ShortcutId): string[] {
  const shortcut = shortcuts[id]
  const { key, mod } = shortcut
  const name = key === 'Escape' ? 'Esc' : key.toUpperCase()
  if (!mod) return [name]
  return 'shift' in shortcut ? [modName, '⇧', name] : [modName, name]
}
