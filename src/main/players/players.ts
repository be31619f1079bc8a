import { AppError } from '../../shared/errors'
import {
  type FaceRequest,
  mostOnStage,
  mostQueued,
  type NumberedScreen,
  type PlayersState,
  type PlayersTrouble,
  type ShowMode,
} from '../../shared/players'
import { type Subject, subjectKey } from '../../shared/subject'
import type { PreferencesKeeper } from '../preferences/preferences'
import { type FaceLibrary, readFace, readFaceAgain } from './faces'
import type { PlayersHost, PlayersPlace } from './host'
import { PlayersPage } from './players-page'
import { chooseOpening, findScreen, numberScreens, rememberScreen, type Screen } from './screens'
import {
  addFaces,
  addToQueue,
  clearQueue,
  emptyStage,
  facesNext,
  facesToShow,
  removeFace,
  replaceFaces,
  type Stage,
  showQueued,
  stepInQueue,
  toggleBlack,
  toggleFace,
  toggleNames,
  unqueue,
  updateFaces,
} from './stage'
import { StagePictures } from './stage-pictures'

export interface PlayersOptions {
  readonly host: PlayersHost
  /** Throws the reason while the library could not be opened. */
  readonly library: () => FaceLibrary
  /** Null while the library is closed. */
  readonly whenOpen: () => FaceLibrary | null
  /** Answers `app://portraits/…`; null while there is no library. */
  readonly portraits: () => ((request: Request) => Promise<Response>) | null
  readonly preferences: Pick<PreferencesKeeper, 'read' | 'change'>
  readonly onChange: (state: PlayersState) => void
  /** Called once the players see a subject whom they did not see just before. */
  readonly onShown: (subject: Subject) => void
}

/** The window that the players see: its stage, its queue, its screen. It opens only when something is shown. */
export class Players {
  readonly #options: PlayersOptions
  readonly #pictures: StagePictures
  readonly #page: PlayersPage
  #stage: Stage = emptyStage
  #trouble: PlayersTrouble | null = null
  /** Whom the players saw last, black screens in between left out. */
  #shown: ReadonlySet<string> = new Set()
  /** The screens that the game master is asked to choose from. */
  #asked: readonly NumberedScreen[] = []
  #removeNumbers: () => void = () => undefined

  constructor(options: PlayersOptions) {
    const { host, portraits } = options
    this.#options = options
    this.#pictures = new StagePictures(portraits)
    this.#page = new PlayersPage({
      host,
      pictures: this.#pictures,
      onPainted: () => this.#painted(),
      onResized: () => this.#publish(),
      // The stage is kept, to be tried again.
      onFailed: () => this.#goBlack('picture'),
      onCrashed: () => this.#endShow('crashed'),
      onClosed: () => this.#endShow('closed'),
    })
    host.onScreensChanged(() => this.#screensChanged())
  }

  state(): PlayersState {
    const { faces, isBlack, areNamesShown, queue, at } = this.#stage
    const { isOpen, isHidden, seen, shape } = this.#page
    return {
      window: isHidden ? 'hidden' : isOpen ? 'open' : 'closed',
      stage: faces,
      isBlack,
      areNamesShown,
      seen: { faces: seen.faces, areNamesShown: seen.names !== null, fit: seen.fit, shape },
      queue,
      at,
      screens: this.#asked,
      trouble: this.#trouble,
    }
  }

  /** Throws `not-found`, `in-trash`, `stage-full` and `queue-full`. */
  show(asked: readonly FaceRequest[], how: ShowMode): void {
    const library = this.#options.library()
    const faces = asked.map((one) => readFace(library, one))
    const [first] = faces
    if (first === undefined) return
    if (how === 'queue') {
      this.#change(orThrow(addToQueue(this.#stage, faces), 'queue-full'))
      return
    }
    if (how === 'beside') this.#show(orThrow(addFaces(this.#stage, faces), 'stage-full'))
    else if (how === 'toggle' && faces.length === 1) this.#show(toggleFace(this.#stage, first))
    else if (faces.length > mostOnStage) throw new AppError('stage-full', { most: mostOnStage })
    else this.#show(replaceFaces(this.#stage, faces))
  }

  step(by: 1 | -1): void {
    const next = stepInQueue(this.#stage, by)
    if (next !== this.#stage) this.#show(next)
  }

  goTo(index: number): void {
    this.#show(showQueued(this.#stage, index))
  }

  unqueue(index: number): void {
    this.#change(unqueue(this.#stage, index))
  }

  clearQueue(): void {
    this.#change(clearQueue(this.#stage))
  }

  takeAway(index: number): void {
    this.#change(removeFace(this.#stage, index))
  }

  toggleBlack(): void {
    if (this.#page.isOpen) this.#show(toggleBlack(this.#stage))
  }

  toggleNames(): void {
    this.#change(toggleNames(this.#stage))
  }

  /** Asks which screen it opens on, with a number painted on each. */
  pickScreen(): void {
    this.#ask()
    this.#publish()
  }

  /** The answer to that question. A number that is not painted changes nothing. */
  chooseScreen(choice: number | 'window' | 'none'): void {
    const chosen = this.#asked.find(({ number }) => number === choice)
    if (this.#asked.length === 0 || (typeof choice === 'number' && !chosen)) return
    const screens = this.#options.host.screens()
    this.#endQuestion()
    const screen = screens.find(({ id }) => id === chosen?.id)
    if (screen) this.#openAt({ kind: 'screen', screen })
    else if (choice === 'window') {
      this.#options.preferences.change({ playersScreen: 'window' })
      this.#openAt({ kind: 'window' })
    } else if (!this.#page.isOpen) this.#stage = withoutFaces(this.#stage)
    this.#refresh()
  }

  /** Shows it on the screen that is back, with what was on stage. */
  showAgain(): void {
    if (!this.#page.isHidden) return
    this.#open()
    this.#change({ ...this.#stage, isBlack: false })
  }

  /** Closes it. The queue is kept. */
  close(): void {
    this.#page.close()
    this.#endQuestion()
    this.#endShow(null)
  }

  /** Brings the stage up to date with the library, of which a part or all may be another one. */
  libraryChanged(why: 'edited' | 'portrait' | 'outside' | 'restored'): void {
    if (why === 'restored') {
      this.#libraryRestored()
      return
    }
    const library = this.#options.whenOpen()
    if (library === null || (this.#stage.faces.length === 0 && this.#stage.queue.length === 0)) {
      return
    }
    const before = this.#stage
    this.#stage = updateFaces(before, (face) => readFaceAgain(library, face))
    if (this.#stage.faces.length < before.faces.length) this.#trouble = 'gone'
    this.#refresh()
  }

  /** Applies a changed way of fitting the pictures. */
  preferencesChanged(): void {
    this.#refresh()
  }

  /** Answers `app://stage/…` of the players' page. */
  serve(request: Request): Promise<Response> {
    return this.#pictures.serve(request)
  }

  #change(stage: Stage): void {
    this.#trouble = null
    this.#stage = stage
    this.#refresh()
  }

  /** The same, with the window open for it, or the question where it is to open. */
  #show(stage: Stage): void {
    this.#trouble = null
    this.#stage = stage
    const isNeeded = facesToShow(stage).length > 0
    if (isNeeded && (!this.#page.isOpen || this.#page.isHidden)) this.#open()
    this.#refresh()
  }

  #open(): void {
    const { host, preferences } = this.#options
    const opening = chooseOpening({
      chosen: preferences.read().playersScreen,
      screens: host.screens(),
      ownId: host.ownScreenId(),
      canPlace: host.canPlace,
    })
    if (opening.kind === 'ask') this.#ask()
    else this.#openAt(opening)
  }

  #openAt(place: PlayersPlace): void {
    const { host, preferences } = this.#options
    if (place.kind === 'screen') {
      const playersScreen = rememberScreen(place.screen, host.screens())
      preferences.change({ playersScreen })
    }
    this.#page.openAt(place)
  }

  #painted(): void {
    const subjects = this.#page.seen.faces.flatMap(({ subject }) => subject ?? [])
    const news = subjects.filter((subject) => !this.#shown.has(subjectKey(subject)))
    if (subjects.length > 0) this.#shown = new Set(subjects.map(subjectKey))
    for (const subject of news) this.#options.onShown(subject)
    this.#publish()
  }

  /** Nothing is shown any more; the queue is kept. */
  #endShow(trouble: PlayersTrouble | null): void {
    this.#shown = new Set()
    this.#stage = withoutFaces(this.#stage)
    this.#trouble = trouble
    this.#refresh()
  }

  /** Nothing is shown for now; the stage is kept. */
  #goBlack(trouble: PlayersTrouble): void {
    this.#stage = { ...this.#stage, isBlack: true }
    this.#trouble = trouble
    this.#refresh()
  }

  #screensChanged(): void {
    const { host } = this.#options
    const { place, isOpen, isHidden } = this.#page
    if (isOpen && place.kind === 'screen') {
      const screen = host.screens().find(({ id }) => id === place.screen.id)
      if (isHidden) this.#offerScreen()
      else if (screen === undefined) {
        // The system may move the window onto the game master's screen: it is hidden before anything else.
        this.#page.hide()
        this.#goBlack('unplugged')
      } else if (isMoved(screen, place.screen)) this.#openAt({ kind: 'screen', screen })
    }
    if (this.#asked.length > 0) this.#ask()
    this.#publish()
  }

  #offerScreen(): void {
    const { host, preferences } = this.#options
    const { playersScreen } = preferences.read()
    if (typeof playersScreen === 'string') return
    this.#trouble = findScreen(playersScreen, host.screens()) === null ? 'unplugged' : 'back'
  }

  #libraryRestored(): void {
    const hadFaces = this.#stage.faces.length > 0 || this.#stage.queue.length > 0
    this.#stage = emptyStage
    this.#shown = new Set()
    this.#pictures.clear()
    if (hadFaces) this.#trouble = 'restored'
    this.#refresh()
  }

  #ask(): void {
    const { host } = this.#options
    const screens = host.screens()
    this.#removeNumbers()
    this.#asked = numberScreens(screens, host.ownScreenId())
    const numbered = this.#asked.flatMap(({ id, number }) => {
      const screen = screens.find((one) => one.id === id)
      return screen ? [{ screen, number }] : []
    })
    this.#removeNumbers = host.canPlace ? host.paintNumbers(numbered) : () => undefined
  }

  #endQuestion(): void {
    this.#asked = []
    this.#removeNumbers()
    this.#removeNumbers = () => undefined
  }

  /** Sends the page what it is to paint, unless it paints that already. */
  #refresh(): void {
    const { host, preferences } = this.#options
    const faces = facesToShow(this.#stage)
    const isNamed = this.#stage.areNamesShown && faces.length > 0
    const names = isNamed ? faces.map(({ name }) => name ?? '') : null
    const fit = preferences.read().playersFit
    this.#page.paint({ faces, names, fit }, facesNext(this.#stage))
    host.keepAwake(this.#page.isOpen && !this.#page.isHidden && faces.length > 0)
    this.#publish()
  }

  #publish(): void {
    this.#options.onChange(this.state())
  }
}

function orThrow(stage: Stage | null, code: 'stage-full' | 'queue-full'): Stage {
  const most = code === 'stage-full' ? mostOnStage : mostQueued
  if (stage === null) throw new AppError(code, { most })
  return stage
}

function withoutFaces(stage: Stage): Stage {
  return { ...stage, faces: [], isBlack: false, areNamesShown: false }
}

function isMoved(one: Screen, other: Screen): boolean {
  return (
    JSON.stringify([one.bounds, one.scaleFactor]) !==
    JSON.stringify([other.bounds, other.scaleFactor])
  )
}
