import { join } from 'node:path'
import { AppError } from '../../../shared/errors'
import { type Portrait, type ThumbnailSize, thumbnailSizes } from '../../../shared/portrait'
import type { FileSystem } from '../../core/disk/file-system'
import { replaceFile } from '../../core/disk/write-file'
import { createLimit } from '../../core/tasks/limit'
import type { DevelopedThumbnail, ImageSandbox } from '../../image-sandbox/image-sandbox'
import { isWebp, readWebp } from '../formats/webp'

export interface Thumbnails {
  /** Puts thumbnails made on the way in into the cache. Never rejects: a cache may be missing things. */
  keep(sha256: string, thumbnails: readonly DevelopedThumbnail[]): Promise<void>
  /** Takes the thumbnails of a picture that is gone for good out of the cache. Never rejects. */
  forget(sha256: string): Promise<void>
  /**
   * The thumbnail of this size as WebP, from the cache or made now; callers at the same time share one
   * making. Throws what `readOriginal` and `ImageSandbox.develop` throw; the original is the thing to show then.
   */
  read(
    portrait: Pick<Portrait, 'sha256' | 'format'>,
    size: ThumbnailSize,
    readOriginal: () => Promise<Uint8Array>,
  ): Promise<Uint8Array>
}

export interface ThumbnailsOptions {
  /** The cache folder. It holds nothing that cannot be made again. */
  readonly folder: string
  readonly fileSystem: FileSystem
  readonly imageSandbox: Pick<ImageSandbox, 'develop'>
  /** Called with the name of each that was read from the cache. */
  readonly onUsed?: (name: string) => void
}

/** How many originals are held in memory for it; a picture just dropped waits behind no more than these. */
const makingsAtOnce = 3
const largestThumbnailBytes = 2 * 1024 * 1024

/** Thumbnails by the SHA-256 of their original, so that what is shown can never be another picture's. */
export function createThumbnails(options: ThumbnailsOptions): Thumbnails {
  const { folder, fileSystem, imageSandbox, onUsed } = options
  const inTurn = createLimit(makingsAtOnce)
  const reading = new Map<string, Promise<Uint8Array>>()

  async function readStored(name: string): Promise<Uint8Array | null> {
    try {
      const options = { maximumBytes: largestThumbnailBytes }
      const bytes = await fileSystem.readFile(join(folder, name), options)
      return isWholeWebp(bytes) ? bytes : null
    } catch {
      // Missing, unreadable or not a file: in each case the thumbnail is made again.
      return null
    }
  }

  async function write(name: string, bytes: Uint8Array): Promise<void> {
    try {
      await fileSystem.mkdir(folder)
      await replaceFile(fileSystem, join(folder, name), bytes)
    } catch {
      // A full or read-only disk costs the making again next time, and must not cost the picture now.
    }
  }

  async function remove(name: string): Promise<void> {
    try {
      await fileSystem.unlink(join(folder, name))
    } catch {
      // Mostly it was never made; one that cannot be removed now does no harm in a cache.
    }
  }

  return {
    async keep(sha256, thumbnails) {
      await Promise.all(thumbnails.map(({ size, bytes }) => write(fileName(sha256, size), bytes)))
    },

    async forget(sha256) {
      for (const size of thumbnailSizes) await remove(fileName(sha256, size))
    },

    read({ sha256, format }, size, readOriginal) {
      const name = fileName(sha256, size)
      const running = reading.get(name)
      if (running !== undefined) return running
      const started = readOrMake().finally(() => reading.delete(name))
      reading.set(name, started)
      return started

      async function readOrMake(): Promise<Uint8Array> {
        const kept = await readStored(name)
        if (kept !== null) {
          onUsed?.(name)
          return kept
        }
        const made = await inTurn(async () => {
          const bytes = await readOriginal()
          return imageSandbox.develop({ bytes, format, thumbnailSizes: [size], asPng: false })
        })
        const [thumbnail] = made.thumbnails
        if (thumbnail === undefined) throw new AppError('picture-damaged')
        await write(name, thumbnail.bytes)
        return thumbnail.bytes
      }
    },
  }
}

function fileName(sha256: string, size: number): string {
  // It becomes part of a path, and comes from a file that others can edit.
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('not a SHA-256')
  return `${sha256}-${size}.webp`
}

/** What a crash or a failing disk leaves is shorter, empty, or zeros. */
function isWholeWebp(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return isWebp(buffer) && readWebp(buffer).endsAt === buffer.length
  } catch (error) {
    if (error instanceof AppError || error instanceof RangeError) return false
    throw error
  }
}
