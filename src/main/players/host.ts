import type { PlayersAnswer, PlayersScene } from '../../shared/players-messages'
import type { Screen, Screens } from './screens'

/** Where the players' window is: filling a screen, or an ordinary window that can be dragged. */
export type PlayersPlace =
  | { readonly kind: 'screen'; readonly screen: Screen }
  | { readonly kind: 'window' }

export interface PlayersViewListeners {
  readonly onAnswer: (answer: PlayersAnswer) => void
  /** Its page crashed, or could not be loaded. */
  readonly onCrash: () => void
  /** Someone closed it. Not called after `destroy`. */
  readonly onClosed: () => void
}

/** The players' window. It never takes the keyboard away from the game master's. */
export interface PlayersView {
  /** Paints the scene; its page answers once that is done. */
  send(scene: PlayersScene): void
  /** Takes it off its screen, at once. */
  hide(): void
  /** Shows it where its screen is now. */
  showAt(place: PlayersPlace): void
  destroy(): void
}

/** What the players' window needs of Electron and of the system. */
export interface PlayersHost {
  screens(): Screens
  /** The screen that shows the game master's window. */
  ownScreenId(): number | null
  /** False where no program may place a window. */
  readonly canPlace: boolean
  /** Opens a black window; the scenes it is sent wait until its page is there. */
  open(place: PlayersPlace, listeners: PlayersViewListeners): PlayersView
  /** Paints a number on each of these screens until what is answered is called. */
  paintNumbers(
    numbered: readonly { readonly screen: Screen; readonly number: number }[],
  ): () => void
  /** Keeps the screens awake, or no longer. */
  keepAwake(isNeeded: boolean): void
  /** Called at once when a screen is plugged in, unplugged, moved or resized. */
  onScreensChanged(listener: () => void): void
  /** Calls back after so many milliseconds, unless what is answered is called before. */
  later(ms: number, run: () => void): () => void
}
