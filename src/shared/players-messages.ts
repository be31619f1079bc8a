import type { PlayersFit } from './players'

/** Hands the players' page its port to main; nothing else is sent on an Electron channel. */
export const playersPortChannel = 'castkeeper:players-port'

/** What the players' page paints, and all that it ever knows. No pictures: black. */
export type PlayersScene =
  | {
      readonly kind: 'faces'
      readonly id: number
      /** Addresses that are served while the scene is on stage, and tell nothing of what they show. */
      readonly pictures: readonly string[]
      /** One for each picture, once they are revealed; null before. */
      readonly names: readonly string[] | null
      readonly fit: PlayersFit
    }
  /** The number by which the game master chooses this screen. */
  | { readonly kind: 'number'; readonly id: number; readonly number: number }

/** What the page says: which scene it has painted, which it could not, how large it is, or that it was double-clicked. */
export type PlayersAnswer =
  | { readonly kind: 'painted' | 'failed'; readonly id: number }
  | { readonly kind: 'resized'; readonly widthPx: number; readonly heightPx: number }
  | { readonly kind: 'double-click' }
