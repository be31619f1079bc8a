import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../shared/contract'
import type { PreferenceChanges, Preferences } from '../../shared/preferences'
import type { Translate } from '../../shared/translate'
import { nextZoom } from './zoom'

export interface MenuActions {
  /** Asks the window to do this. */
  readonly choose: (command: MenuCommand) => void
  readonly change: (changes: PreferenceChanges) => void
  readonly openFolder: (folder: 'data' | 'log') => void
}

export interface MenuFacts {
  readonly t: Translate
  readonly preferences: Preferences
  readonly platform: NodeJS.Platform
  readonly isDevelopment: boolean
  readonly actions: MenuActions
}

type Item = MenuItemConstructorOptions

const separator: Item = { type: 'separator' }

/** The application menu in one language, with the preferences as they are now. */
export function buildMenuTemplate(facts: MenuFacts): Item[] {
  const menus = [fileMenu(facts), editMenu(facts), viewMenu(facts)]
  return facts.platform === 'darwin'
    ? [macAppMenu(facts), ...menus, macWindowMenu(facts), helpMenu(facts)]
    : [...menus, helpMenu(facts)]
}

/** Something the window does. Its keys are the window's own (`keys/shortcuts.ts`): here they are only shown. */
function command(facts: MenuFacts, id: MenuCommand, label: string, shownKeys?: string): Item {
  const item: Item = { id, label, click: () => facts.actions.choose(id) }
  // A Mac cannot show keys without taking them, even a letter from under whoever is typing.
  if (shownKeys === undefined || (facts.platform === 'darwin' && shownKeys.length === 1))
    return item
  return { ...item, accelerator: shownKeys, registerAccelerator: false }
}

function fileMenu(facts: MenuFacts): Item {
  const { t, platform } = facts
  return {
    label: t('menu.file'),
    submenu: [
      command(facts, 'new-campaign', t('menu.newCampaign')),
      command(facts, 'new-character', t('menu.newCharacter'), 'N'),
      separator,
      command(facts, 'import', t('menu.importOld')),
      command(facts, 'export', t('menu.export')),
      separator,
      command(facts, 'back-up', t('menu.backUp')),
      command(facts, 'restore', t('menu.restore')),
      ...(platform === 'darwin'
        ? []
        : [
            separator,
            settings(facts),
            separator,
            { label: t('menu.quit'), role: 'quit' } as const,
          ]),
    ],
  }
}

function settings(facts: MenuFacts): Item {
  return command(facts, 'settings', facts.t('menu.settings'), 'CmdOrCtrl+,')
}

function editMenu(facts: MenuFacts): Item {
  const { t, actions } = facts
  return {
    label: t('menu.edit'),
    submenu: [
      command(facts, 'undo', t('menu.undo'), 'CmdOrCtrl+Z'),
      command(facts, 'redo', t('menu.redo'), 'CmdOrCtrl+Shift+Z'),
      separator,
      { label: t('menu.cut'), role: 'cut' },
      { label: t('menu.copy'), role: 'copy' },
      { label: t('menu.paste'), role: 'paste' },
      { label: t('menu.selectAll'), role: 'selectAll' },
      separator,
      {
        id: 'find',
        label: t('menu.find'),
        accelerator: 'CmdOrCtrl+F',
        click: () => actions.choose('find'),
      },
      command(facts, 'palette', t('menu.palette'), 'CmdOrCtrl+K'),
    ],
  }
}

function viewMenu(facts: MenuFacts): Item {
  const { t, preferences, isDevelopment, actions } = facts
  const zoomTo = (zoom: number) => () => actions.change({ zoom })
  return {
    label: t('menu.view'),
    submenu: [
      command(facts, 'library', t('menu.library')),
      separator,
      choices(facts, 'theme', t('menu.theme'), [
        ['system', t('menu.likeSystem')],
        ['lamplight', t('menu.lamplight')],
        ['parchment', t('menu.parchment')],
      ]),
      choices(facts, 'density', t('menu.density'), [
        ['comfortable', t('menu.comfortable')],
        ['dense', t('menu.dense')],
      ]),
      choices(facts, 'language', t('menu.language'), [
        ['system', t('menu.likeSystem')],
        ['en', t('menu.english')],
        ['fr', t('menu.french')],
      ]),
      separator,
      ...zoomItems(
        t('menu.zoomIn'),
        ['CmdOrCtrl+Plus', 'CmdOrCtrl+='],
        zoomTo(nextZoom(preferences.zoom, 1)),
      ),
      ...zoomItems(t('menu.zoomOut'), ['CmdOrCtrl+-'], zoomTo(nextZoom(preferences.zoom, -1))),
      ...zoomItems(t('menu.actualSize'), ['CmdOrCtrl+0'], zoomTo(1)),
      separator,
      { label: t('menu.fullScreen'), role: 'togglefullscreen' },
      ...(isDevelopment
        ? ([
            separator,
            { label: t('menu.reload'), role: 'reload' },
            { label: t('menu.developerTools'), role: 'toggleDevTools' },
          ] as const)
        : []),
    ],
  }
}

/** One item, and hidden ones for the other keys that people press for it. */
function zoomItems(label: string, keys: readonly string[], click: () => void): Item[] {
  return keys.map((accelerator, index) => ({
    label,
    accelerator,
    click,
    visible: index === 0,
    acceleratorWorksWhenHidden: true,
  }))
}

function choices<Name extends 'theme' | 'density' | 'language'>(
  { preferences, actions }: MenuFacts,
  name: Name,
  label: string,
  values: readonly (readonly [Preferences[Name], string])[],
): Item {
  return {
    id: name,
    label,
    submenu: values.map(([value, text]) => ({
      id: `${name}-${value}`,
      label: text,
      type: 'radio',
      checked: preferences[name] === value,
      click: () => actions.change({ [name]: value }),
    })),
  }
}

function helpMenu(facts: MenuFacts): Item {
  const { t, platform, actions } = facts
  return {
    label: t('menu.help'),
    role: 'help',
    submenu: [
      command(facts, 'keys', t('menu.keys'), '?'),
      separator,
      command(facts, 'check', t('menu.check')),
      { id: 'open-data', label: t('menu.openData'), click: () => actions.openFolder('data') },
      { id: 'open-log', label: t('menu.openLog'), click: () => actions.openFolder('log') },
      ...(platform === 'darwin' ? [] : [separator, about(facts)]),
    ],
  }
}

function about(facts: MenuFacts): Item {
  return command(facts, 'about', facts.t('menu.about', { name: facts.t('app.name') }))
}

function macAppMenu(facts: MenuFacts): Item {
  const { t } = facts
  const name = t('app.name')
  return {
    label: name,
    submenu: [
      about(facts),
      separator,
      settings(facts),
      separator,
      { label: t('menu.services'), role: 'services' },
      separator,
      { label: t('menu.hide', { name }), role: 'hide' },
      { label: t('menu.hideOthers'), role: 'hideOthers' },
      { label: t('menu.showAll'), role: 'unhide' },
      separator,
      { label: t('menu.quit'), role: 'quit' },
    ],
  }
}

function macWindowMenu({ t }: MenuFacts): Item {
  return {
    label: t('menu.window'),
    role: 'window',
    submenu: [
      { label: t('menu.minimise'), role: 'minimize' },
      { label: t('menu.closeWindow'), role: 'close' },
    ],
  }
}
