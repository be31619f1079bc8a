import { type PlayersFace, type PlayersFit, usualShape } from '../../shared/players'
import type { PlayersAnswer } from '../../shared/players-messages'
import type { PlayersHost, PlayersPlace, PlayersView } from './host'
import type { StagePictures } from './stage-pictures'

/** What the page is to paint. */
export interface Painting {
  readonly faces: readonly PlayersFace[]
  /** Null while names are hidden. */
  readonly names: readonly string[] | null
  readonly fit: PlayersFit
}

interface PageListeners {
  /** It has painted what it was sent last. */
  readonly onPainted: () => void
  readonly onResized: () => void
  /** A picture could not be shown, and the page is black. */
  readonly onFailed: () => void
  /** It crashed or hung. Another page is open in its place, black, unless that happened again at once. */
  readonly onCrashed: () => void
  /** Someone closed its window. */
  readonly onClosed: () => void
}

export interface PlayersPageOptions extends PageListeners {
  readonly host: PlayersHost
  readonly pictures: StagePictures
}

/** A page that has not painted by then hangs, and nothing can remove what it shows. */
const paintDeadlineMs = 10_000

interface Sent extends Painting {
  readonly id: number
  /** Equal for scenes that look alike. */
  readonly key: string
}

const nothing: Sent = { id: 0, faces: [], names: null, fit: 'contain', key: '' }

/** The page in the players' window: what it was sent, and what it said that it has painted. */
export class PlayersPage {
  readonly #options: PlayersPageOptions
  #view: PlayersView | null = null
  #place: PlayersPlace = { kind: 'window' }
  #isHidden = false
  #shape = usualShape
  #lastId = 0
  #sent = nothing
  #seen = nothing
  #stopWaiting: () => void = () => undefined
  /** Crashes since it last painted anything. */
  #crashes = 0

  constructor(options: PlayersPageOptions) {
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#view !== null
  }

  /** True while its screen is unplugged. */
  get isHidden(): boolean {
    return this.#isHidden
  }

  /** Where it is, or was last. */
  get place(): PlayersPlace {
    return this.#place
  }

  /** Of the page, width over height. */
  get shape(): number {
    return this.#shape
  }

  /** What the page has painted, in its own words. */
  get seen(): Painting {
    return this.#seen
  }

  /** Opens it there, or moves it. A window with a frame cannot lose it, so that another one is opened. */
  openAt(place: PlayersPlace): void {
    const view = this.#view
    const isOfThisKind = this.#place.kind === place.kind
    this.#place = place
    this.#isHidden = false
    if (view !== null && isOfThisKind) {
      view.showAt(place)
      return
    }
    this.#openView()
    view?.destroy()
  }

  hide(): void {
    this.#isHidden = true
    this.#view?.hide()
  }

  close(): void {
    const view = this.#view
    this.#forget()
    view?.destroy()
  }

  /** Sends what is to be painted, unless it is painted already. Only these pictures are served from now on. */
  paint(painting: Painting, next: readonly PlayersFace[]): void {
    const { pictures, host } = this.#options
    if (this.#view === null) return
    const { faces, names, fit } = painting
    const addresses = pictures.put(faces, next)
    const key = JSON.stringify([addresses, names, fit])
    if (key === this.#sent.key) {
      // The same pictures may have new names, for the game master.
      this.#sent = { ...this.#sent, faces }
      if (this.#seen.id === this.#sent.id) this.#seen = this.#sent
      return
    }
    this.#lastId += 1
    this.#sent = { ...painting, id: this.#lastId, key }
    this.#stopWaiting()
    this.#stopWaiting = host.later(paintDeadlineMs, () => this.#crashed())
    this.#view.send({ kind: 'faces', id: this.#lastId, pictures: addresses, names, fit })
  }

  #openView(): void {
    const isCurrent = () => this.#view === view
    const view: PlayersView = this.#options.host.open(this.#place, {
      onAnswer: (answer) => isCurrent() && this.#answered(answer),
      onCrash: () => isCurrent() && this.#crashed(),
      onClosed: () => {
        if (!isCurrent()) return
        this.#forget()
        this.#options.onClosed()
      },
    })
    this.#view = view
    this.#sent = nothing
    this.#seen = nothing
  }

  #answered(answer: PlayersAnswer): void {
    if (answer.kind === 'resized') {
      this.#shape = answer.widthPx / answer.heightPx
      this.#options.onResized()
      return
    }
    if (answer.kind === 'double-click' || answer.id !== this.#sent.id) return
    this.#stopWaiting()
    this.#crashes = 0
    this.#seen = answer.kind === 'painted' ? this.#sent : nothing
    if (answer.kind === 'painted') this.#options.onPainted()
    else this.#options.onFailed()
  }

  /** Another page opens black before this one is closed, so that the desktop is not seen. */
  #crashed(): void {
    const crashed = this.#view
    this.#crashes += 1
    const crashes = this.#crashes
    const wasHidden = this.#isHidden
    this.#stopWaiting()
    if (crashes > 1) this.#forget()
    else {
      this.#openView()
      if (wasHidden) this.hide()
    }
    crashed?.destroy()
    this.#options.onCrashed()
  }

  #forget(): void {
    this.#stopWaiting()
    this.#view = null
    this.#isHidden = false
    this.#crashes = 0
    this.#sent = nothing
    this.#seen = nothing
    this.#options.pictures.put([], [])
  }
}
