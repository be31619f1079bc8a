import type { ManyPortraitsChanged, PortraitChange } from '../../../shared/gallery'
import type { Subject } from '../../../shared/subject'
import type { Handlers } from '../../core/answer'
import { assignPortrait } from '../assign'
import { changePortraits } from '../change-many'
import type { Portraits } from '../portraits'
import type { Gallery } from './gallery'

type LibraryRequest = Extract<keyof Handlers, `library:${string}`>

interface LibraryHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => {
    readonly gallery: Gallery
    readonly portraits: Portraits
    changeManyPortraits(change: PortraitChange): Promise<ManyPortraitsChanged>
    readSubject(subject: Subject): unknown
  }
}

/** Answers every request about all portraits at once. */
export function createGalleryHandlers({
  library,
}: LibraryHandlersOptions): Pick<Handlers, LibraryRequest> {
  return {
    'library:list': (query) => library().gallery.list(query),
    'library:counts': (selection) => library().gallery.counts(selection),
    'library:ids': (query) => library().gallery.ids(query),
    'library:cards': ({ ids }) => library().gallery.cards(ids),
    'library:owners': ({ ids }) => library().gallery.owners(ids),
    'library:read': ({ id }) => library().gallery.read(id),
    'library:change': (change) => changePortraits(library(), change),
    'library:change-many': (change) => library().changeManyPortraits(change),
    'library:give': async ({ portraitId, to }) => {
      const { portraits, readSubject } = library()
      readSubject(to)
      return assignPortrait(portraits, portraitId, to)
    },
  }
}
