import { commands, type Shortcut, type ShortcutCommand } from '../../../shared/commands'

/** The modifier as this machine's keyboard calls it. */
export const modName = /mac/i.test(navigator.platform) ? '⌘' : 'Ctrl'

const shownNames: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** The keys of a shortcut as they stand on the keyboard: `['Ctrl', 'K']`. */
export function keyNames(id: ShortcutCommand): string[] {
  const { shortcut }: { readonly shortcut: Shortcut } = commands[id]
  const { key, mod, shift } = shortcut
  const name = shownNames[key] ?? key.toUpperCase()
  if (!mod) return shift ? ['⇧', name] : [name]
  return shift ? [modName, '⇧', name] : [modName, name]
}
