import { AppError } from '../../shared/errors'
import { maximumOwnPictureBytes } from '../../shared/portrait'
import { quarantineIdSchema } from '../../shared/quarantine'
import type { FileSystem } from '../core/disk/file-system'
import { systemErrorCode } from '../core/disk/system-error'
import { createLimit } from '../core/tasks/limit'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import { inspectPicture } from '../portraits/inspect'
import { createRecentBytes } from '../portraits/recent'
import { absolutePath, requirePlainFile } from './quarantine/library-path'
import { quarantineFolder } from './quarantine/manifest'

/** Width and height in pixels of the square box it fits into. */
const pictureSize = 128
const recentBytes = 8 * 1024 * 1024
const madeAtOnce = 2

export interface FoundPictureOptions {
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly imageSandbox: Pick<ImageSandbox, 'develop'>
}

/**
 * Thumbnails of files that have no row, by their path below the portraits or in the quarantine, inspected and
 * decoded like every picture from outside. Throws AppError `not-found`, `not-a-plain-file`, `picture-…` and
 * `darkroom-…`.
 */
export function createFoundPictures({ dataFolder, fileSystem, imageSandbox }: FoundPictureOptions) {
  const inTurn = createLimit(madeAtOnce)
  const recent = createRecentBytes(recentBytes)

  function fileAt(path: string): Promise<string> {
    const id = path.slice(quarantineFolder.length + 1)
    const isQuarantined =
      path.startsWith(`${quarantineFolder}/`) && quarantineIdSchema.safeParse(id).success
    if (isQuarantined) return Promise.resolve(absolutePath(dataFolder, path))
    return requirePlainFile(fileSystem, dataFolder, path)
  }

  async function make(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const file = await fileAt(path)
    try {
      const { bytes: size, modifiedAt } = await fileSystem.lstat(file)
      const key = `${path} ${size} ${modifiedAt.getTime()}`
      const known = recent.get(key)
      if (known !== undefined) return known
      const options = { maximumBytes: maximumOwnPictureBytes }
      const bytes = await fileSystem.readFile(file, options)
      const { format } = inspectPicture(bytes)
      const order = { bytes, format, thumbnailSizes: [pictureSize], asPng: false }
      const [thumbnail] = (await imageSandbox.develop(order)).thumbnails
      if (thumbnail === undefined) throw new AppError('picture-damaged', { format })
      const made = new Uint8Array(thumbnail.bytes)
      recent.put(key, made)
      return made
    } catch (error) {
      // Moved, locked or swapped for a link since it was listed.
      if (systemErrorCode(error) !== '') throw new AppError('not-found', {}, { cause: error })
      throw error
    }
  }

  return (path: string): Promise<Uint8Array<ArrayBuffer>> => inTurn(() => make(path))
}
