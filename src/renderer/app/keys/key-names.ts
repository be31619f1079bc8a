import { commands, type Shortcut, type ShortcutCommand } from '../../../shared/commands'
import { translator } from '../i18n'

const isMac = /mac/i.test(navigator.platform)

/** The modifier as this machine's keyboard calls it. */
export const modName = isMac ? '⌘' : 'Ctrl'

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
  const modifiers = [...(mod ? [modName] : []), ...(shift ? [shiftName()] : [])]
  return [...modifiers, name]
}

function shiftName(): string {
  return isMac ? '⇧' : translator.t('keys.shift')
}
