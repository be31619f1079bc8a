import type { PlayersHost, PlayersPlace, PlayersViewListeners } from '../../src/main/players/host'
import { Players } from '../../src/main/players/players'
import type { Screen } from '../../src/main/players/screens'
import { createPortraitServer } from '../../src/main/portraits/serve'
import type { PlayersState } from '../../src/shared/players'
import type { PlayersScene } from '../../src/shared/players-messages'
import { defaultPreferences, type PreferenceChanges } from '../../src/shared/preferences'
import { type Subject, subjectKey } from '../../src/shared/subject'
import { openLibrary } from './library'

type FacesScene = Extract<PlayersScene, { kind: 'faces' }>

/** The players' window as the host sees it, without a screen. */
export interface FakeView {
  place: PlayersPlace
  isVisible: boolean
  isDestroyed: boolean
  readonly scenes: FacesScene[]
  readonly listeners: PlayersViewListeners
}

export const laptop: Screen = {
  id: 1,
  label: 'Built-in',
  bounds: { x: 0, y: 0, width: 1440, height: 900 },
  scaleFactor: 1,
  isInternal: true,
}
export const tv: Screen = {
  id: 2,
  label: 'LG TV',
  bounds: { x: 1440, y: 0, width: 1920, height: 1080 },
  scaleFactor: 1,
  isInternal: false,
}

/** A library, and the players' window over it with screens that can be plugged in and out. */
export function openPlayersOver(screens: Screen[] = [laptop, tv], canPlace = true) {
  const library = openLibrary()
  const readSubject = ({ kind, id }: Subject) =>
    kind === 'campaign' ? library.campaigns.read(id) : library.characters.read(id)
  const faceLibrary = { portraits: library.portraits, readSubject }
  const servePortraits = createPortraitServer({
    database: library.database,
    portraits: library.portraits,
    thumbnails: { read: async () => Buffer.from('a small WebP') },
    upright: async (bytes) => bytes,
    onTrouble: (error) => {
      throw error
    },
  })
  let preferences = { ...defaultPreferences }
  const views: FakeView[] = []
  const world = {
    screens,
    isAwake: false,
    numbers: [] as number[],
    isLibraryOpen: true,
    timers: new Set<() => void>(),
  }
  let screensChanged: () => void = () => undefined
  const host: PlayersHost = {
    screens: () => world.screens,
    ownScreenId: () => 1,
    canPlace,
    open(place, listeners) {
      const view: FakeView = { place, isVisible: true, isDestroyed: false, scenes: [], listeners }
      views.push(view)
      return {
        send: (scene) => void (scene.kind === 'faces' && view.scenes.push(scene)),
        hide: () => {
          view.isVisible = false
        },
        showAt: (next) => {
          view.place = next
          view.isVisible = true
        },
        destroy: () => {
          view.isDestroyed = true
        },
      }
    },
    paintNumbers(numbered) {
      world.numbers = numbered.map(({ number }) => number)
      return () => {
        world.numbers = []
      }
    },
    keepAwake: (isNeeded) => {
      world.isAwake = isNeeded
    },
    onScreensChanged: (listener) => {
      screensChanged = listener
    },
    later: (_ms, run) => {
      world.timers.add(run)
      return () => world.timers.delete(run)
    },
  }
  const states: PlayersState[] = []
  const shown: string[] = []
  const players = new Players({
    host,
    library: () => faceLibrary,
    whenOpen: () => (world.isLibraryOpen ? faceLibrary : null),
    portraits: () => (world.isLibraryOpen ? servePortraits : null),
    preferences: {
      read: () => preferences,
      change: (changes: PreferenceChanges) => {
        preferences = { ...preferences, ...changes }
        return preferences
      },
    },
    onChange: (state) => states.push(state),
    onShown: (subject) => shown.push(subjectKey(subject)),
  })
  const view = () => {
    const open = views.filter(({ isDestroyed }) => !isDestroyed)
    if (open.length > 1) throw new Error('two windows of the players are open')
    return open[0]
  }
  return {
    library,
    players,
    world,
    views,
    states,
    shown,
    view,
    preferences: () => preferences,
    scene: () => view()?.scenes.at(-1),
    /** The page says that it has painted the newest scene, or could not. */
    answer(kind: 'painted' | 'failed' = 'painted') {
      const open = view()
      const id = open?.scenes.at(-1)?.id
      if (open && id !== undefined) open.listeners.onAnswer({ kind, id })
    },
    /** Plugs screens in and out. */
    plug(...now: Screen[]) {
      world.screens = now
      screensChanged()
    },
    get: (url: string) => players.serve(new Request(url)),
  }
}
