import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron'
import type { Translate } from '../../shared/translate'

export type ContextFacts = Pick<ContextMenuParams, 'isEditable' | 'editFlags' | 'selectionText'>

/** What a right click on text offers; nothing elsewhere, where the window has menus of its own. */
export function buildContextMenuTemplate(
  t: Translate,
  { isEditable, editFlags, selectionText }: ContextFacts,
): MenuItemConstructorOptions[] {
  if (isEditable) {
    return [
      { label: t('menu.undo'), role: 'undo', enabled: editFlags.canUndo },
      { label: t('menu.redo'), role: 'redo', enabled: editFlags.canRedo },
      { type: 'separator' },
      { label: t('menu.cut'), role: 'cut', enabled: editFlags.canCut },
      { label: t('menu.copy'), role: 'copy', enabled: editFlags.canCopy },
      { label: t('menu.paste'), role: 'paste', enabled: editFlags.canPaste },
      { type: 'separator' },
      { label: t('menu.selectAll'), role: 'selectAll', enabled: editFlags.canSelectAll },
    ]
  }
  return selectionText.trim() === '' ? [] : [{ label: t('menu.copy'), role: 'copy' }]
}
