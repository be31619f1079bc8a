import { type AddPicturesParts, addPictures } from '../../src/main/add-pictures/add-pictures'
import { redoAdded, undoAdded } from '../../src/main/add-pictures/undo'
import type { Tasks } from '../../src/main/core/tasks/tasks'
import type { ImageSandbox } from '../../src/main/image-sandbox/image-sandbox'
import { createKeepOriginal } from '../../src/main/integrity/quarantine/keep-original'
import { createHistoryLimit } from '../../src/main/portraits/history-limit'
import {
  type AddedPictures,
  type AddedPicturesChange,
  type PictureChoice,
  pictureOutcomes,
} from '../../src/shared/add-pictures'
import { checkLibrary } from './check-library'
import { type LibraryOptions, openLibrary } from './library'
import { plainImageSandbox } from './plain-image-sandbox'
import { openTasks } from './tasks'

export interface PictureLibraryOptions extends LibraryOptions {
  readonly imageSandbox?: ImageSandbox
  readonly tasks?: Tasks
  readonly batchSize?: number
  /** How many portraits of each are kept; all of them unless it is said. */
  readonly portraitsKept?: number
}

/** A library to which pictures are added from the disk. */
export function openPictureLibrary(options: PictureLibraryOptions = {}) {
  const library = openLibrary(options)
  const { imageSandbox = plainImageSandbox(), tasks = openTasks(), portraitsKept } = options
  const { batchSize } = options
  const limit = createHistoryLimit(library)
  const parts: AddPicturesParts = {
    ...library,
    imageSandbox,
    tasks,
    ...(batchSize === undefined ? {} : { batchSize }),
    thumbnails: { keep: async () => undefined },
    keepOriginal: createKeepOriginal(library.quarantine),
    makeRoom: (subject, formerId) =>
      portraitsKept === undefined ? [] : limit.makeRoom(subject, portraitsKept, formerId),
    readSubject: ({ kind, id }) =>
      kind === 'campaign' ? library.campaigns.read(id) : library.characters.read(id),
    unnamed: (id) => `Unnamed ${id}`,
  }
  return {
    ...library,
    tasks,
    add: (choice: PictureChoice, ...paths: readonly string[]): Promise<AddedPictures> => {
      const sources = paths.map((path) => ({ kind: 'path', path }) as const)
      return addPictures(parts, { sources, choice, origin: 'own-file' })
    },
    addPictures: (order: Parameters<typeof addPictures>[1]) => addPictures(parts, order),
    undo: (change: AddedPicturesChange) => undoAdded(library, change),
    redo: (change: AddedPicturesChange) => redoAdded(library, change),
  }
}

/** How many pictures came to each outcome, without those of which there are none. */
export function countOutcomes({ rows }: AddedPictures): Record<string, number> {
  const count = (one: string) => rows.filter(({ outcome }) => outcome === one).length
  return Object.fromEntries(
    pictureOutcomes.map((one) => [one, count(one)]).filter(([, n]) => n !== 0),
  )
}

/** A campaign with people of these names; answers their ids. */
export function openPictureCast(
  names: readonly string[],
  options: Parameters<typeof openPictureLibrary>[0] = {},
) {
  const library = openPictureLibrary(options)
  const campaignId = library.campaigns.create({ name: 'The Ash Road' }).id
  const ids = names.map((name) => library.characters.create({ campaignId, name }).id)
  const shown = (id: number) => library.portraits.current({ kind: 'character', id })
  const cast = () => library.characters.idsOf(campaignId).map((id) => library.characters.read(id))
  const sound = () => checkLibrary(library.database, library.dataFolder)
  return { ...library, campaignId, ids, shown, cast, sound }
}
