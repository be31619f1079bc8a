import type { Database } from 'better-sqlite3'
import type { ImportDecisions } from '../../../shared/legacy-import'
import type { TaskProgress } from '../../../shared/tasks'
import type { Campaigns } from '../../campaigns/campaigns'
import type { Characters } from '../../campaigns/characters'
import type { Clock } from '../../core/clock'
import type { FileSystem } from '../../core/disk/file-system'
import type { ImageSandbox } from '../../image-sandbox/image-sandbox'
import type { KeepOriginal } from '../../portraits/add-portrait'
import type { DownloadPicture } from '../../portraits/download'
import type { Portraits } from '../../portraits/portraits'
import type { Thumbnails } from '../../portraits/thumbnails/thumbnails'
import type { ImportTable } from '../history/import-table'
import type { Journal } from '../history/journal'
import type { OldCampaign, OldCharacter, OldFindings, OldPortrait } from '../old-library'
import type { ImportWords } from './our-record'
import type { OurRows } from './our-rows'

/** What an import needs from the other features. */
export interface ImportParts {
  readonly database: Database
  /** The user data folder. */
  readonly dataFolder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly campaigns: Campaigns
  readonly characters: Characters
  readonly portraits: Portraits
  readonly imageSandbox: Pick<ImageSandbox, 'develop'>
  readonly thumbnails: Pick<Thumbnails, 'keep'>
  readonly keepOriginal: KeepOriginal
  readonly download: DownloadPicture
  readonly words: () => ImportWords
}

/** The same with the import's own tables. */
export interface ImportContext extends ImportParts {
  readonly table: ImportTable
  readonly ours: OurRows
  readonly journal: Journal
}

/** One import that is under way. */
export interface ImportRun {
  readonly importId: number
  readonly findings: OldFindings
  readonly decisions: ImportDecisions
  readonly signal: AbortSignal
  readonly onProgress: (progress: TaskProgress) => void
}

/** An old row with everything that was found about it. */
export interface OldRow {
  readonly record: OldCampaign | OldCharacter
  readonly portrait: OldPortrait
}

const betweenReportsMs = 100

/** Reports that so many rows and bytes are done, and the name of the last one. */
export type ImportMeter = (rows: number, bytes: number, now: string) => void

/** Counts what is done and says so a few times a second. */
export function createImportMeter(
  { onProgress }: Pick<ImportRun, 'onProgress'>,
  start: { readonly done: number; readonly total: number },
): ImportMeter {
  let { done } = start
  let bytes = 0
  let saidAt = Number.NEGATIVE_INFINITY
  return (rows, moreBytes, now) => {
    done += rows
    bytes += moreBytes
    const time = performance.now()
    if (time - saidAt < betweenReportsMs && done < start.total) return
    saidAt = time
    onProgress({ step: 'import', done, total: start.total, doneBytes: bytes, totalBytes: 0, now })
  }
}
