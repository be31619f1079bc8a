import type { Preferences } from './preferences'

/**
 * Keys that give a command. `mod` is Ctrl, or Command on a Mac. Without it, a key that says nothing of `shift` works with
 * Shift as well, unless another command has it so: on many keyboards `?` and `/` are typed with Shift.
 */
export interface Shortcut {
  readonly key: string
  readonly mod?: true
  readonly shift?: true
}

/** What decides whether the palette offers a command. */
export interface CommandContext {
  /** The open campaign and the open character. */
  readonly campaignId: number | null
  readonly characterId: number | null
  /** Whether something is selected on the wall in sight. */
  readonly isSelecting: boolean
  readonly theme: Preferences['theme']
  readonly density: Preferences['density']
  readonly language: Preferences['language']
  readonly isPlayersOpen: boolean
}

interface CommandDefinition {
  /** Its label in the application menu; without one it is not there. */
  readonly menu?: string
  /** Its label in the palette; without one it is not there. */
  readonly palette?: string
  /** Its icon in the palette. */
  readonly icon?: string
  /** False where the palette must leave it out. The menu always shows it and reports what is missing. */
  readonly when?: (context: CommandContext) => boolean
  /** Its label in the list of keys; without one it has no shortcut. */
  readonly keys?: string
  readonly shortcut?: Shortcut
  /** True when it means all that is selected on the wall in sight, where something is. */
  readonly isForSelection?: true
  /** True when its shortcut works in a text field, too. */
  readonly isWhileTyping?: true
  /** True when its shortcut works in the large view of a face, too. */
  readonly isInLargeView?: true
  /** True when its shortcut works on every screen; else only while a component claims it with `useShortcut`. */
  readonly isEverywhere?: true
  /** Keys that the menu itself takes, and the window does not. */
  readonly menuShortcut?: Shortcut
}

const isInCampaign = ({ campaignId }: CommandContext) => campaignId !== null

/** Gives the open character a status. */
const statusCommand = <Label extends string>(palette: Label) =>
  ({
    palette,
    icon: 'user-check',
    when: ({ characterId }: CommandContext) => characterId !== null,
  }) as const

/**
 * Every command of the window. The application menu, the palette, the shortcuts and the list of keys read it; what a
 * command does is in `renderer/app/commands/run-command.ts`. The palette and the list of keys keep this order.
 */
export const commands = {
  palette: {
    menu: 'menu.palette',
    keys: 'keys.palette',
    shortcut: { key: 'k', mod: true },
    isEverywhere: true,
    isWhileTyping: true,
  },
  find: {
    menu: 'menu.find',
    menuShortcut: { key: 'f', mod: true },
    keys: 'keys.search',
    shortcut: { key: '/' },
  },
  generate: {
    menu: 'menu.generate',
    palette: 'palette.generate',
    icon: 'sparkles',
    when: ({ characterId }) => characterId !== null,
    keys: 'keys.generate',
    shortcut: { key: 'g' },
    isEverywhere: true,
  },
  'generate-again': {
    palette: 'palette.generateAgain',
    icon: 'refresh',
    when: ({ characterId }) => characterId !== null,
    keys: 'keys.generate-again',
    shortcut: { key: 'r' },
    isEverywhere: true,
  },
  'new-character': {
    menu: 'menu.newCharacter',
    palette: 'wall.newCharacter',
    icon: 'user-plus',
    when: ({ campaignId }) => campaignId !== null,
    keys: 'keys.new-character',
    shortcut: { key: 'n' },
  },
  'who-turns-up': {
    menu: 'menu.whoTurnsUp',
    palette: 'turnsUp.title',
    icon: 'dice-5',
    when: ({ campaignId }) => campaignId !== null,
    keys: 'keys.who-turns-up',
    shortcut: { key: 'w' },
    isEverywhere: true,
  },
  'quick-character': {
    palette: 'quick.title',
    icon: 'dice-5',
    when: ({ campaignId }) => campaignId !== null,
    keys: 'keys.quick-character',
    shortcut: { key: 'n', mod: true, shift: true },
    isEverywhere: true,
    isWhileTyping: true,
  },
  'word-lists': {
    palette: 'words.title',
    icon: 'list-letters',
    when: ({ campaignId }) => campaignId !== null,
  },
  'session-line': {
    palette: 'sessions.addALine',
    icon: 'pencil-plus',
    when: ({ campaignId }) => campaignId !== null,
    keys: 'keys.session-line',
    shortcut: { key: 'j', mod: true },
    isEverywhere: true,
    isWhileTyping: true,
  },
  'new-session': { palette: 'sessions.new', icon: 'notebook', when: isInCampaign },
  journal: { palette: 'sessions.openJournal', icon: 'notebook', when: isInCampaign },
  'export-sessions': {
    menu: 'menu.exportSessions',
    palette: 'sessions.export.open',
    icon: 'file-export',
    when: ({ campaignId }) => campaignId !== null,
  },
  tags: { palette: 'tags.manage', icon: 'tags' },
  'tag-character': { palette: 'tags.open', icon: 'tags' },
  'assign-faces': { palette: 'palette.assign-faces', icon: 'photo-plus', when: isInCampaign },
  'players-show': {
    menu: 'menu.playersShow',
    palette: 'players.showNamed',
    icon: 'device-tv',
    when: ({ characterId }) => characterId !== null,
    keys: 'keys.players-show',
    shortcut: { key: 'p' },
    isEverywhere: true,
    isInLargeView: true,
  },
  'players-queue': {
    palette: 'players.queueNamed',
    icon: 'playlist-add',
    when: ({ characterId }) => characterId !== null,
  },
  'players-names': {
    menu: 'menu.playersNames',
    palette: 'players.names',
    icon: 'letter-case',
    when: ({ isPlayersOpen }) => isPlayersOpen,
    keys: 'keys.players-names',
    shortcut: { key: 'p', shift: true },
    isEverywhere: true,
    isInLargeView: true,
  },
  'players-black': {
    menu: 'menu.playersBlack',
    palette: 'players.black',
    icon: 'device-tv-off',
    when: ({ isPlayersOpen }) => isPlayersOpen,
    keys: 'keys.players-black',
    shortcut: { key: 'b' },
    isEverywhere: true,
    isInLargeView: true,
  },
  'players-next': {
    palette: 'players.next',
    icon: 'player-skip-forward',
    when: ({ isPlayersOpen }) => isPlayersOpen,
    keys: 'keys.players-next',
    shortcut: { key: 'ArrowRight', mod: true },
    isEverywhere: true,
    isInLargeView: true,
  },
  'players-previous': {
    palette: 'players.previous',
    icon: 'player-skip-back',
    when: ({ isPlayersOpen }) => isPlayersOpen,
    keys: 'keys.players-previous',
    shortcut: { key: 'ArrowLeft', mod: true },
    isEverywhere: true,
    isInLargeView: true,
  },
  'players-screen': {
    menu: 'menu.playersScreen',
    palette: 'players.pickScreen',
    icon: 'screen-share',
  },
  'players-close': {
    menu: 'menu.playersClose',
    palette: 'players.close',
    icon: 'x',
    when: ({ isPlayersOpen }) => isPlayersOpen,
  },
  'duplicate-character': {
    menu: 'menu.duplicateCharacter',
    palette: 'palette.duplicateCharacter',
    icon: 'copy',
    when: ({ characterId, isSelecting }) => isSelecting || characterId !== null,
    isForSelection: true,
  },
  'move-character': {
    menu: 'menu.moveCharacter',
    palette: 'palette.moveCharacter',
    icon: 'arrow-right',
    when: ({ characterId, isSelecting }) => isSelecting || characterId !== null,
    isForSelection: true,
  },
  'trash-character': {
    menu: 'menu.trashCharacter',
    palette: 'palette.trashCharacter',
    icon: 'trash',
    when: ({ characterId, isSelecting }) => isSelecting || characterId !== null,
    isForSelection: true,
  },
  'status-unmet': statusCommand('palette.status-unmet'),
  'status-met': statusCommand('palette.status-met'),
  'status-missing': statusCommand('palette.status-missing'),
  'status-dead': statusCommand('palette.status-dead'),
  'status-own': statusCommand('palette.status-own'),
  'status-none': statusCommand('palette.status-none'),
  'new-campaign': { menu: 'menu.newCampaign', palette: 'campaign.new', icon: 'plus' },
  'select-all': { keys: 'keys.select-all', shortcut: { key: 'a', mod: true } },
  undo: {
    menu: 'menu.undo',
    palette: 'palette.undo',
    icon: 'arrow-back-up',
    keys: 'keys.undo',
    shortcut: { key: 'z', mod: true },
    isEverywhere: true,
  },
  redo: {
    menu: 'menu.redo',
    palette: 'palette.redo',
    icon: 'arrow-forward-up',
    keys: 'keys.redo',
    shortcut: { key: 'z', mod: true, shift: true },
    isEverywhere: true,
  },
  dense: {
    palette: 'wall.toDense',
    icon: 'grid-dots',
    when: ({ density }) => density !== 'dense',
  },
  comfortable: {
    palette: 'wall.toComfortable',
    icon: 'grid-dots',
    when: ({ density }) => density === 'dense',
  },
  lamplight: {
    palette: 'palette.lamplight',
    icon: 'lamp',
    when: ({ theme }) => theme !== 'lamplight',
  },
  parchment: {
    palette: 'palette.parchment',
    icon: 'sun',
    when: ({ theme }) => theme !== 'parchment',
  },
  'system-theme': {
    palette: 'palette.systemTheme',
    icon: 'device-desktop',
    when: ({ theme }) => theme !== 'system',
  },
  english: {
    palette: 'palette.english',
    icon: 'language',
    when: ({ language }) => language !== 'en',
  },
  french: {
    palette: 'palette.french',
    icon: 'language',
    when: ({ language }) => language !== 'fr',
  },
  'system-language': {
    palette: 'palette.systemLanguage',
    icon: 'language',
    when: ({ language }) => language !== 'system',
  },
  'zoom-in': { palette: 'palette.zoomIn', icon: 'zoom-in' },
  'zoom-out': { palette: 'palette.zoomOut', icon: 'zoom-out' },
  'actual-size': { palette: 'palette.actualSize', icon: 'zoom-reset' },
  'full-screen': { palette: 'palette.fullScreen', icon: 'maximize' },
  library: { menu: 'menu.library', palette: 'palette.library', icon: 'archive' },
  trash: { palette: 'palette.trash', icon: 'trash' },
  storage: { palette: 'palette.storage', icon: 'database' },
  import: { menu: 'menu.importOld', palette: 'import.title', icon: 'file-import' },
  'back-up': { menu: 'menu.backUp', palette: 'backup.open', icon: 'shield-check' },
  restore: { menu: 'menu.restore', palette: 'restore.open', icon: 'restore' },
  export: {
    menu: 'menu.export',
    palette: 'export.open',
    icon: 'file-export',
    when: ({ campaignId }) => campaignId !== null,
  },
  print: {
    menu: 'menu.print',
    palette: 'palette.print',
    icon: 'printer',
    when: ({ campaignId }) => campaignId !== null,
    keys: 'keys.print',
    shortcut: { key: 'p', mod: true },
    isEverywhere: true,
    isWhileTyping: true,
  },
  pdf: {
    menu: 'menu.pdf',
    palette: 'palette.pdf',
    icon: 'file-type-pdf',
    when: ({ campaignId }) => campaignId !== null,
  },
  spending: { palette: 'spending.open', icon: 'coins' },
  check: { menu: 'menu.check', palette: 'integrity.title', icon: 'stethoscope' },
  'data-folder': { palette: 'palette.dataFolder', icon: 'folder' },
  'log-folder': { palette: 'palette.logFolder', icon: 'file-text' },
  settings: {
    menu: 'menu.settings',
    palette: 'settings.title',
    icon: 'settings',
    keys: 'keys.settings',
    shortcut: { key: ',', mod: true },
    isEverywhere: true,
    isWhileTyping: true,
  },
  keys: {
    menu: 'menu.keys',
    palette: 'keys.title',
    icon: 'keyboard',
    keys: 'keys.keys',
    shortcut: { key: '?' },
    isEverywhere: true,
  },
  about: { menu: 'menu.about', palette: 'about.title', icon: 'info-circle' },
  quit: { palette: 'palette.quit', icon: 'power' },
  close: { keys: 'keys.close', shortcut: { key: 'Escape' } },
} as const satisfies Record<string, CommandDefinition>

type Commands = typeof commands
export type CommandId = keyof Commands

type IdWith<Field extends keyof CommandDefinition> = {
  [Id in CommandId]: Field extends keyof Commands[Id] ? Id : never
}[CommandId]

export type MenuCommand = IdWith<'menu'>
export type PaletteCommand = IdWith<'palette'>
export type ShortcutCommand = IdWith<'shortcut'>
/** Those that the window does by itself; the others are done by the component that claims their shortcut. */
export type WindowCommand = MenuCommand | PaletteCommand
export type CommandIcon = Extract<Commands[PaletteCommand], { icon: string }>['icon']

const ids = Object.keys(commands) as CommandId[]

const has =
  <Field extends keyof CommandDefinition>(field: Field) =>
  (id: CommandId): id is IdWith<Field> =>
    field in commands[id]

export const shortcutCommands = ids.filter(has('shortcut'))
const paletteCommands = ids.filter(has('palette'))

/** What the palette offers here, in its order. */
export function offeredCommands(context: CommandContext): PaletteCommand[] {
  return paletteCommands.filter((id) => {
    const { when }: CommandDefinition = commands[id]
    return when === undefined || when(context)
  })
}

/** True for a command whose shortcut works on every screen. */
export function worksEverywhere(id: ShortcutCommand): id is ShortcutCommand & WindowCommand {
  return 'isEverywhere' in commands[id]
}

/** True for a command whose shortcut works in a text field, too. */
export function worksWhileTyping(id: ShortcutCommand): boolean {
  return 'isWhileTyping' in commands[id]
}

/** True for a command whose shortcut works in the large view of a face, too. */
export function worksInLargeView(id: ShortcutCommand): boolean {
  return 'isInLargeView' in commands[id]
}
