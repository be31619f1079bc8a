import type { MenuItemConstructorOptions } from 'electron'
import { commands, type MenuCommand, type Shortcut } from '../../shared/commands'
import { shorten } from '../../shared/cut'
import type { PreferenceChanges, Preferences } from '../../shared/preferences'
import type { Translate } from '../../shared/translate'
import { nextZoom } from '../../shared/zoom'

export interface MenuActions {
  /** Asks the window to do this. */
  readonly choose: (command: MenuCommand) => void
  readonly change: (changes: PreferenceChanges) => void
  readonly openFolder: (folder: 'data' | 'log') => void
  readonly openCampaign: (id: number) => void
}

export interface MenuFacts {
  readonly t: Translate
  readonly preferences: Preferences
  readonly platform: NodeJS.Platform
  readonly isDevelopment: boolean
  /** The campaigns opened last that are still there, newest first. */
  readonly recent: readonly { readonly id: number; readonly name: string }[]
  readonly actions: MenuActions
}

type Item = MenuItemConstructorOptions

const longestRecentName = 60
const separator: Item = { type: 'separator' }

/** The application menu in one language, with the preferences as they are now. */
export function buildMenuTemplate(facts: MenuFacts): Item[] {
  const menus = [fileMenu, editMenu, characterMenu, playersMenu, viewMenu].map((menu) =>
    menu(facts),
  )
  return facts.platform === 'darwin'
    ? [macAppMenu(facts), ...menus, macWindowMenu(facts), helpMenu(facts)]
    : [...menus, helpMenu(facts)]
}

/** A command of the window. Its keys are the window's own (`keys/shortcuts.ts`): here they are only shown. */
function command({ t, platform, actions }: MenuFacts, id: MenuCommand): Item {
  const definition = commands[id]
  const label = t(definition.menu, { name: t('app.name') })
  const item: Item = { id, label, click: () => actions.choose(id) }
  if ('menuShortcut' in definition)
    return { ...item, accelerator: acceleratorOf(definition.menuShortcut) }
  // A Mac menu takes every key it shows, even letters that are being typed.
  const isShown =
    'shortcut' in definition && (platform !== 'darwin' || 'mod' in definition.shortcut)
  if (!isShown) return item
  return { ...item, accelerator: acceleratorOf(definition.shortcut), registerAccelerator: false }
}

/** As Electron writes keys. */
function acceleratorOf({ key, mod, shift }: Shortcut): string {
  return [mod && 'CmdOrCtrl', shift && 'Shift', key.toUpperCase()].filter(Boolean).join('+')
}

function fileMenu(facts: MenuFacts): Item {
  const { t, platform } = facts
  return {
    label: t('menu.file'),
    submenu: [
      command(facts, 'new-campaign'),
      recentMenu(facts),
      separator,
      command(facts, 'import'),
      command(facts, 'export'),
      command(facts, 'export-sessions'),
      command(facts, 'print'),
      command(facts, 'pdf'),
      separator,
      command(facts, 'back-up'),
      command(facts, 'restore'),
      ...(platform === 'darwin'
        ? []
        : [
            separator,
            command(facts, 'settings'),
            separator,
            { label: t('menu.quit'), role: 'quit' } as const,
          ]),
    ],
  }
}

/** Names of campaigns are shown as they are: `&` would underline the next letter. */
function recentMenu({ t, recent, actions }: MenuFacts): Item {
  return {
    id: 'open-recent',
    label: t('menu.openRecent'),
    enabled: recent.length > 0,
    submenu: recent.map(({ id, name }) => ({
      id: `open-campaign-${id}`,
      label: shorten(name, longestRecentName).replaceAll('&', '&&'),
      click: () => actions.openCampaign(id),
    })),
  }
}

function characterMenu(facts: MenuFacts): Item {
  return {
    label: facts.t('menu.character'),
    submenu: [
      command(facts, 'new-character'),
      command(facts, 'who-turns-up'),
      command(facts, 'generate'),
      separator,
      command(facts, 'duplicate-character'),
      command(facts, 'move-character'),
      command(facts, 'trash-character'),
    ],
  }
}

function playersMenu(facts: MenuFacts): Item {
  return {
    label: facts.t('menu.players'),
    submenu: [
      command(facts, 'players-show'),
      command(facts, 'players-names'),
      command(facts, 'players-black'),
      separator,
      command(facts, 'players-screen'),
      command(facts, 'players-close'),
    ],
  }
}

function editMenu(facts: MenuFacts): Item {
  const { t } = facts
  return {
    label: t('menu.edit'),
    submenu: [
      command(facts, 'undo'),
      command(facts, 'redo'),
      separator,
      { label: t('menu.cut'), role: 'cut' },
      { label: t('menu.copy'), role: 'copy' },
      { label: t('menu.paste'), role: 'paste' },
      { label: t('menu.selectAll'), role: 'selectAll' },
      separator,
      command(facts, 'find'),
      command(facts, 'palette'),
    ],
  }
}

function viewMenu(facts: MenuFacts): Item {
  const { t, preferences, isDevelopment, actions } = facts
  const zoomTo = (zoom: number) => () => actions.change({ zoom })
  return {
    label: t('menu.view'),
    submenu: [
      command(facts, 'library'),
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
      click: () =>
        actions.change({ [name]: value, ...(name === 'density' ? { cardWidthPx: null } : {}) }),
    })),
  }
}

function helpMenu(facts: MenuFacts): Item {
  const { t, platform, actions } = facts
  return {
    label: t('menu.help'),
    role: 'help',
    submenu: [
      command(facts, 'keys'),
      separator,
      command(facts, 'check'),
      { id: 'open-data', label: t('menu.openData'), click: () => actions.openFolder('data') },
      { id: 'open-log', label: t('menu.openLog'), click: () => actions.openFolder('log') },
      ...(platform === 'darwin' ? [] : [separator, command(facts, 'about')]),
    ],
  }
}

function macAppMenu(facts: MenuFacts): Item {
  const { t } = facts
  const name = t('app.name')
  return {
    label: name,
    submenu: [
      command(facts, 'about'),
      separator,
      command(facts, 'settings'),
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
