import { basename } from 'node:path'
import type { PictureOffer } from '../../shared/add-pictures'
import { AppError } from '../../shared/errors'
import { listArchive } from '../core/archive/list-archive'
import { archiveFormatOf, asArchiveError } from '../core/archive/unpack'
import { isOfSystem } from '../core/disk/left-by-systems'
import { findPictures, type PictureSource } from './find-pictures'
import { nameInFile } from './name-in-file'

const pictureName = /\.(?:png|jpe?g|jpe|jfif|webp|gif|avif)$/i

/** What was dropped or pasted, with the files in it. */
export interface Offered {
  readonly id: number
  readonly sources: readonly PictureSource[]
  readonly origin: 'own-file' | 'pasted'
  readonly files: readonly string[]
}

export interface OffersOptions {
  /** Whether files with these paths are what the old app has left. */
  readonly guessOldLibrary: (files: readonly string[]) => 'yes' | 'maybe' | 'no'
}

/** Holds what was dropped last until the game master has decided what to do with it. */
export class PictureOffers {
  readonly #options: OffersOptions
  #lastId = 0
  #current: Offered | null = null

  constructor(options: OffersOptions) {
    this.#options = options
  }

  /** Lists the files in it without reading or unpacking them. Throws what `findPictures` throws. */
  async offer(sources: readonly PictureSource[], origin: Offered['origin']): Promise<PictureOffer> {
    const files: string[] = []
    let pictures = 0
    for (const source of sources) {
      const found = await filesIn(source)
      files.push(...found.files)
      // A chosen file counts as a picture until it is read; one in a folder only if its name says so.
      const isContainer = found.isArchive || found.files.some((file) => file.includes('/'))
      pictures += isContainer
        ? found.files.filter((file) => pictureName.test(file)).length
        : found.files.length
    }
    this.#lastId += 1
    this.#current = { id: this.#lastId, sources, origin, files }
    const [first = ''] = files.filter((file) => pictureName.test(file))
    const guess = this.#options.guessOldLibrary(files)
    const isOld =
      guess === 'yes' || (guess === 'maybe' && !files.some((file) => pictureName.test(file)))
    const what = isOld ? 'old-library' : pictures > 0 ? 'pictures' : 'nothing'
    return { id: this.#lastId, what, count: files.length, firstName: nameInFile(basename(first)) }
  }

  /** Throws AppError `not-found` when something else was offered since. */
  read(id: number): Offered {
    if (this.#current?.id !== id) throw new AppError('not-found', { kind: 'offer', id })
    return this.#current
  }
}

async function filesIn(
  source: PictureSource,
): Promise<{ readonly files: readonly string[]; readonly isArchive: boolean }> {
  if (source.kind === 'bytes') return { files: [source.name], isArchive: false }
  const { path } = source
  const name = basename(path)
  const format = await archiveFormatOf(path).catch((error: unknown) => {
    if (error instanceof AppError) throw error
    return null
  })
  if (format === null) {
    const { pictures } = await findPictures([source], { temporaryFolder: '' })
    return { files: pictures.map(({ file }) => file), isArchive: false }
  }
  try {
    const names = await listArchive(path, format)
    const files = names.map((one) => `${name}/${one.replaceAll('\\', '/')}`)
    return { files: files.filter((file) => !isOfSystem(file)), isArchive: true }
  } catch (error) {
    throw asArchiveError(error, name)
  }
}
