import type { Database } from 'better-sqlite3'
import type { Clock } from '../../core/clock'
import type { FileSystem } from '../../core/disk/file-system'
import type { ImageSandbox } from '../../image-sandbox/image-sandbox'
import type { AddPortrait } from '../../portraits/add-portrait'
import type { Portraits } from '../../portraits/portraits'
import type { Sessions } from '../../sessions/sessions'
import type { Quarantine } from '../quarantine/quarantine'

export interface RepairParts {
  readonly database: Database
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly portraits: Portraits
  readonly sessions: Pick<Sessions, 'repair'>
  readonly quarantine: Quarantine
  readonly addPortrait: AddPortrait
  readonly imageSandbox: Pick<ImageSandbox, 'develop'>
  readonly clock: Clock
  /** The folder of automatic backups. */
  readonly backupFolder: string
  /** When a backup last took the library's place; null for never, as far as is known. */
  readonly lastRestoredAt: string | null
}
