import type { NumberedScreen, RememberedScreen } from '../../shared/players'

/** A screen as Electron describes it. Bounds are in pixels that do not depend on its scale. */
export interface Screen {
  readonly id: number
  /** Often empty, and equal for two screens of one kind. */
  readonly label: string
  readonly bounds: {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
  }
  readonly scaleFactor: number
  readonly isInternal: boolean
}

/** All screens, the primary one first. */
export type Screens = readonly Screen[]

/** What the screen is recognized by later. */
export function rememberScreen(screen: Screen, screens: Screens): RememberedScreen {
  const { id, label, bounds, scaleFactor, isInternal } = screen
  const origin = screens[0]?.bounds ?? bounds
  return {
    id,
    label: label.slice(0, 200),
    widthPx: Math.round(bounds.width * scaleFactor),
    heightPx: Math.round(bounds.height * scaleFactor),
    scaleFactor,
    isInternal,
    xPx: bounds.x - origin.x,
    yPx: bounds.y - origin.y,
  }
}

/**
 * How alike two screens are. A name and a size say most; the id says little, since systems number their screens again,
 * and a screen that was plugged in again often has no name.
 */
function likeness(known: RememberedScreen, other: RememberedScreen): number {
  if (known.isInternal !== other.isInternal) return 0
  const areNamed = known.label !== '' && other.label !== ''
  if (areNamed && known.label !== other.label) return 0
  const hasItsSize = known.widthPx === other.widthPx && known.heightPx === other.heightPx
  return (
    (areNamed ? 4 : 0) +
    (hasItsSize ? 3 : 0) +
    (known.id === other.id ? 2 : 0) +
    (known.xPx === other.xPx && known.yPx === other.yPx ? 2 : 0) +
    (known.scaleFactor === other.scaleFactor ? 1 : 0)
  )
}

/** Below this a screen is another one: only its size and scale are the same, say. */
const leastLikeness = 6

/** The screen that was remembered, or null where none is like it, or several are equally so. */
export function findScreen(known: RememberedScreen, screens: Screens): Screen | null {
  const scored = distinct(screens)
    .map((screen) => ({ screen, score: likeness(known, rememberScreen(screen, screens)) }))
    .sort((one, other) => other.score - one.score)
  const [best, second] = scored
  if (best === undefined || best.score < leastLikeness) return null
  return second?.score === best.score ? null : best.screen
}

/** Where the players' window opens: on a screen, as an ordinary window, or only after a question. */
export type Opening =
  | { readonly kind: 'screen'; readonly screen: Screen }
  | { readonly kind: 'window' }
  | { readonly kind: 'ask' }

export interface OpeningFacts {
  readonly chosen: RememberedScreen | 'ask' | 'window'
  readonly screens: Screens
  /** The screen that shows the game master's window. */
  readonly ownId: number | null
  /** False where no program may place a window, as under Wayland. */
  readonly canPlace: boolean
}

/** Decides where it opens. Never over the game master's own window without a question. */
export function chooseOpening({ chosen, screens, ownId, canPlace }: OpeningFacts): Opening {
  if (!canPlace || distinct(screens).length < 2 || chosen === 'window') return { kind: 'window' }
  if (chosen === 'ask') return { kind: 'ask' }
  const screen = findScreen(chosen, screens)
  return screen === null || screen.id === ownId ? { kind: 'ask' } : { kind: 'screen', screen }
}

/** The screens with the numbers by which they are chosen, from left to right and from top to bottom. */
export function numberScreens(screens: Screens, ownId: number | null): NumberedScreen[] {
  return distinct(screens)
    .sort((one, other) => one.bounds.x - other.bounds.x || one.bounds.y - other.bounds.y)
    .map((screen, at) => {
      const { id, label, widthPx, heightPx } = rememberScreen(screen, screens)
      return { number: at + 1, id, label, widthPx, heightPx, isOwn: id === ownId }
    })
}

/** Some systems list a screen twice. */
function distinct(screens: Screens): Screen[] {
  return [...new Map(screens.map((screen) => [screen.id, screen])).values()]
}

export interface PlacingFacts {
  readonly platform: string
  /** The value of `--ozone-platform`, or an empty string. */
  readonly ozone: string
  readonly sessionType: string | undefined
  readonly waylandDisplay: string | undefined
  /** The first number of Electron's version; from 38 on it uses Wayland wherever it can. */
  readonly electronMajor: number
}

/** Whether a window can be placed by program here, which Wayland does not allow. */
export function canPlaceWindows(facts: PlacingFacts): boolean {
  const { platform, ozone, sessionType, waylandDisplay, electronMajor } = facts
  if (platform !== 'linux' || ozone === 'x11') return true
  if (ozone === 'wayland') return false
  const isWayland = sessionType === 'wayland' || (waylandDisplay ?? '') !== ''
  const usesItUnasked = electronMajor >= 38 || ozone === 'auto'
  return !(isWayland && usesItUnasked)
}
