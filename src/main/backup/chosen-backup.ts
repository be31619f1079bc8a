import type { Database } from 'better-sqlite3'
import type { RestorePreview } from '../../shared/backup'
import { AppError } from '../../shared/errors'
import type { Clock } from '../core/clock'
import type { Tasks } from '../core/tasks/tasks'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import type { PortraitRow } from '../portraits/rows'
import { type OpenedBackup, openForRestore } from './open-for-restore'

/** Side in pixels of the faces shown before a restore, and how many of an automatic backup are. */
const facePx = 256
const facesShown = 4

export interface ChosenBackupOptions {
  readonly tasks: Tasks
  readonly dataFolder: string
  readonly clock: Clock
  readonly imageSandbox: Pick<ImageSandbox, 'develop'>
  /** The open library's database, to compare with; null while it is closed. */
  readonly database: () => Database | null
}

/** The backup that the window shows before it is restored: at most one is open at a time. */
export class ChosenBackup {
  readonly #options: ChosenBackupOptions
  #opened: OpenedBackup | null = null

  constructor(options: ChosenBackupOptions) {
    this.#options = options
  }

  /** Opens the one at this path instead of the last; null for no path. Throws AppError `backup-…`. */
  async open(path: string | null): Promise<RestorePreview | null> {
    if (path === null) return null
    await this.close()
    const { tasks, dataFolder, clock } = this.#options
    const opened = await tasks.run('verify', ({ signal }) =>
      openForRestore(path, { dataFolder, clock, signal }),
    )
    this.#opened = opened
    return opened.preview(this.#options.database())
  }

  async close(): Promise<void> {
    const closing = this.#opened
    this.#opened = null
    await closing?.close()
  }

  /** Throws AppError `not-found` when none is open. */
  require(): OpenedBackup {
    if (this.#opened === null) throw new AppError('not-found', { kind: 'backup' })
    return this.#opened
  }

  /** A thumbnail of a portrait in it. Throws AppError `not-found` and `picture-damaged`. */
  async face(portraitId: number): Promise<Uint8Array> {
    const opened = this.require()
    return drawFace(this.#options, opened, opened.portrait(portraitId))
  }
}

/** Faces of the automatic backup at this path; those that cannot be had are left out. */
export async function facesOf(
  path: string,
  options: Pick<ChosenBackupOptions, 'dataFolder' | 'clock' | 'imageSandbox'>,
): Promise<Uint8Array[]> {
  const opened = await openForRestore(path, options)
  try {
    const faces: Uint8Array[] = []
    for (const id of opened.preview(null).faces.slice(0, facesShown)) {
      try {
        faces.push(await drawFace(options, opened, opened.portrait(id)))
      } catch (error) {
        // These faces only decorate a list; errors are reported when the backup is opened.
        if (!(error instanceof AppError)) throw error
      }
    }
    return faces
  } finally {
    await opened.close()
  }
}

async function drawFace(
  { imageSandbox }: Pick<ChosenBackupOptions, 'imageSandbox'>,
  opened: OpenedBackup,
  row: PortraitRow,
): Promise<Uint8Array> {
  const bytes = await opened.readPortrait(row)
  if (bytes === null) throw new AppError('picture-damaged')
  const order = { bytes, format: row.format, thumbnailSizes: [facePx], asPng: false }
  const [face] = (await imageSandbox.develop(order)).thumbnails
  if (face === undefined) throw new AppError('picture-damaged')
  return face.bytes
}
