import type { CompressionSettings } from '../../shared/compression'
import type { GenerationJob } from '../../shared/generation'
import type { ImportSummary } from '../../shared/legacy-import'
import type { Portrait } from '../../shared/portrait'
import type { Translate } from '../../shared/translate'
import type { Clock } from '../core/clock'
import type { FileSystem } from '../core/disk/file-system'
import type { Log } from '../core/log'
import type { SendRequest } from '../core/network/request'
import type { Tasks } from '../core/tasks/tasks'
import type { Services } from '../generation/services/services'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'

/** What a library is opened with: the outside world, and callbacks for what happens in it. */
export interface LibraryParts {
  /** Everything the library writes is below this folder. */
  readonly dataFolder: string
  /** The tables that quick characters are drawn from. */
  readonly tablesFolder: string
  readonly clock: Clock
  readonly fileSystem: FileSystem
  readonly imageSandbox: ImageSandbox
  readonly log: Log
  readonly services: Services
  readonly request: SendRequest
  readonly tasks: Tasks
  /** An order at an image service got further. */
  readonly onJob: (job: GenerationJob) => void
  /** A portrait file was found lost or damaged, or intact again. */
  readonly onPortraitState?: (portrait: Portrait) => void
  /** An import began, went on, stopped or ended. */
  readonly onImport: (summary: ImportSummary) => void
  readonly translate: Translate
  /** False once the data was moved elsewhere while this process waited to get in. */
  readonly isStillHere: () => boolean
  /** True when backups of this library are kept elsewhere, so that it cannot be a new one. */
  readonly hasBackups?: () => boolean
  /** Throws the AppError that keeps new pictures from being ordered: too little room. */
  readonly requireRoom?: () => Promise<void>
  /** As what new portraits are to be stored; null: as they are. */
  readonly storage?: () => CompressionSettings | null
  /** How many portraits of each stay in its history, as the game master set it; null for all. */
  readonly portraitsKept: () => number | null
  /** False while a backup reads files of rows it has copied. */
  readonly mayRemoveFiles: () => boolean
}
