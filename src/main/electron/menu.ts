import { type BrowserWindow, Menu } from 'electron'
import type { Translate } from '../../shared/translate'
import { buildContextMenuTemplate } from './context-menu-template'
import { buildMenuTemplate, type MenuFacts } from './menu-template'

/** Puts the application menu in place; called again whenever language or preferences change. */
export function showMenu(facts: MenuFacts): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(buildMenuTemplate(facts)))
}

/** Offers cut, copy and paste on a right click on text, in the language of that moment. */
export function offerContextMenu(window: BrowserWindow, translate: () => Translate): void {
  window.webContents.on('context-menu', (_event, facts) => {
    const template = buildContextMenuTemplate(translate(), facts)
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window })
  })
}
