import type { Backups } from '../backup/backups'
import type { Handlers } from '../core/answer'
import type { Job } from '../core/tasks/desk'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import type { Compression } from './compression'

type CompressionRequest = Extract<keyof Handlers, `compression:${string}`>

type EncodingRoom = Pick<ImageSandbox, 'encode'> & { close(): void }

export interface CompressionHandlersOptions {
  readonly library: () => { readonly compression: Compression }
  /** Its desk: a backup copies the database first and then its files, which must not change meanwhile. */
  readonly backups: Pick<Backups, 'desk'>
  readonly imageSandbox: Pick<ImageSandbox, 'encode'>
  /** Another image sandbox for long work, so that a picture just dropped does not wait behind a library. */
  readonly openSecondImageSandbox: () => EncodingRoom
  /** Portraits have other files now. */
  readonly onChanged: () => void
}

/** Answers every request about making portraits smaller. */
export function createCompressionHandlers(
  options: CompressionHandlersOptions,
): Pick<Handlers, CompressionRequest> {
  const { library, backups, imageSandbox, openSecondImageSandbox, onChanged } = options
  const compression = () => library().compression

  async function inSecondImageSandbox<Value>(work: (room: EncodingRoom) => Promise<Value>) {
    const room = openSecondImageSandbox()
    try {
      return await work(room)
    } finally {
      room.close()
    }
  }

  const long = <Value>(work: (room: EncodingRoom, job: Job) => Promise<Value>) =>
    backups.desk.run('compress', (job) => inSecondImageSandbox((room) => work(room, job)))

  return {
    'compression:overview': () => compression().overview(),
    'compression:candidates': () => compression().candidates(),
    'compression:preview': ({ portraitId, ...settings }) =>
      compression().preview(portraitId, settings, imageSandbox),
    'compression:estimate': (settings) =>
      long((room, job) => compression().estimate(settings, room, job)),
    'compression:start': (settings) =>
      long((room, job) => compression().run(settings, room, job)).finally(onChanged),
    'compression:list': ({ offset, limit }) => compression().list(offset, limit),
    'compression:put-back': ({ portraitIds }) =>
      backups.desk
        .run('put-back', (job) => compression().putBack(portraitIds, job))
        .finally(onChanged),
    'compression:let-go': () => backups.desk.run('put-back', () => compression().letGo()),
  }
}
