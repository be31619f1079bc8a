import type { Database } from 'better-sqlite3'
import type { Darkroom } from '../../darkroom/darkroom'
import type { Clock } from '../../database/clock'
import type { FileSystem } from '../../disk/file-system'
import type { Portraits } from '../../portraits/portraits'
import type { TakeIn } from '../../portraits/take-in'
import type { Quarantine } from '../../quarantine/quarantine'

export interface MendParts {
  readonly database: Database
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly portraits: Portraits
  readonly quarantine: Quarantine
  readonly takeIn: TakeIn
  readonly darkroom: Pick<Darkroom, 'develop'>
  readonly clock: Clock
  /** The folder of automatic backups. */
  readonly backupFolder: string
  /** When a backup last took the library's place; null for never, as far as is known. */
  readonly lastRestoredAt: string | null
}
