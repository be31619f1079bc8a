import type { Handlers } from '../core/answer'
import type { Task, Tasks } from '../core/tasks/tasks'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import type { Compression } from './compression'

type CompressionRequest = Extract<keyof Handlers, `compression:${string}`>

type EncodingRoom = Pick<ImageSandbox, 'encode'> & { close(): void }

export interface CompressionHandlersOptions {
  readonly library: () => { readonly compression: Compression }
  /** A backup copies the database first and then its files, which must not change in between. */
  readonly tasks: Tasks
  readonly imageSandbox: Pick<ImageSandbox, 'encode'>
  /** Another image sandbox for long work, so that a picture just dropped does not wait behind a library. */
  readonly openSecondImageSandbox: () => EncodingRoom
}

/** Answers every request about making portraits smaller. */
export function createCompressionHandlers(
  options: CompressionHandlersOptions,
): Pick<Handlers, CompressionRequest> {
  const { library, tasks, imageSandbox, openSecondImageSandbox } = options
  const compression = () => library().compression

  async function inSecondImageSandbox<Value>(work: (room: EncodingRoom) => Promise<Value>) {
    const room = openSecondImageSandbox()
    try {
      return await work(room)
    } finally {
      room.close()
    }
  }

  const long = <Value>(work: (room: EncodingRoom, job: Task) => Promise<Value>) =>
    tasks.run('compress', (job) => inSecondImageSandbox((room) => work(room, job)))

  return {
    'compression:overview': () => compression().overview(),
    'compression:candidates': () => compression().candidates(),
    'compression:preview': ({ portraitId, ...settings }) =>
      compression().preview(portraitId, settings, imageSandbox),
    'compression:estimate': (settings) =>
      long((room, job) => compression().estimate(settings, room, job)),
    'compression:start': (settings) => long((room, job) => compression().run(settings, room, job)),
    'compression:list': ({ offset, limit }) => compression().list(offset, limit),
    'compression:restore-originals': ({ portraitIds }) =>
      tasks.run('put-back', (job) => compression().putBack(portraitIds, job)),
    'compression:delete-originals': () =>
      tasks.run('put-back', () => compression().deleteOriginals()),
  }
}
