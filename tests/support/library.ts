import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { checkpoint } from '../../src/main/core/database/checkpoint'
import {
  type CommitOffThread,
  createCommitOffThread,
} from '../../src/main/core/database/commit-off-thread'
import type { FileSystem } from '../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { createQuarantine } from '../../src/main/integrity/quarantine/quarantine'
import { createPortraitsInNeed } from '../../src/main/portraits/last-copy'
import { createPortraits } from '../../src/main/portraits/portraits'
import type { PortraitProvenance } from '../../src/main/portraits/provenance'
import { createTags } from '../../src/main/tags/tags'
import type { Portrait, PortraitFormat } from '../../src/shared/portrait'
import type { Subject } from '../../src/shared/subject'
import { png } from './pictures/png'
import { makeClock, makeDataFolder, openRecords } from './records'
import { openTasks } from './tasks'

export interface LibraryOptions {
  readonly dataFolder?: string
  readonly fileSystem?: FileSystem
  readonly clock?: () => Date
  readonly commitOffThread?: CommitOffThread
  /** Told when the log of the database could not be shortened; throws unless it is given. */
  readonly onTrouble?: (error: unknown) => void
}

export type Library = ReturnType<typeof openLibrary>

/** A library in a folder of its own: a real database, real files, nothing in it yet. */
export function openLibrary(options: LibraryOptions = {}) {
  const { dataFolder = makeDataFolder(), clock = makeClock() } = options
  const onTrouble =
    options.onTrouble ??
    ((error: unknown) => {
      throw error
    })
  const fileSystem = options.fileSystem ?? nodeFileSystem()
  const records = openRecords(dataFolder, clock)
  const changes: Portrait[] = []
  const tasks = openTasks()
  const {
    commitOffThread = createCommitOffThread({
      database: records.database,
      fileSystem,
      // Where Playwright runs the sources, the reading process would not find its way to them.
      checkpoint: async (path) => checkpoint(path),
      onTrouble,
    }).commitOffThread,
  } = options
  const portraits = createPortraits({
    database: records.database,
    commitOffThread,
    dataFolder,
    fileSystem,
    clock,
    onStateChange: (portrait) => changes.push(portrait),
  })
  const quarantine = createQuarantine({
    dataFolder,
    fileSystem,
    clock,
    portraitsInNeed: createPortraitsInNeed({ ...records, fileSystem }),
  })
  return {
    ...records,
    commitOffThread,
    clock,
    fileSystem,
    portraits,
    tasks,
    tags: createTags({ ...records, clock, commitOffThread, tasks }),
    quarantine,
    stateChanges: changes,
  }
}

/** A campaign with one character, as most tests need them. */
export function addCast(library: Library): { campaign: Subject; character: Subject } {
  const campaign = library.campaigns.create({ name: 'La Quête du Dragon Noir' })
  const character = library.characters.create({ campaignId: campaign.id, name: 'Éowyn 🔥 田中' })
  return {
    campaign: { kind: 'campaign', id: campaign.id },
    character: { kind: 'character', id: character.id },
  }
}

/** A sound PNG, another one for each number. */
export function picture(number = 1): Buffer {
  return png({ width: 8, height: 8, pixel: () => [number % 256, (number >> 8) % 256, 77] })
}

export interface PortraitPlan {
  readonly bytes?: Uint8Array
  readonly format?: PortraitFormat
  readonly makeCurrent?: boolean
  readonly provenance?: PortraitProvenance
  /** Of the square picture, in pixels. */
  readonly side?: number
}

/** Stores a portrait as take-in would after the image sandbox has judged it. */
export function storePortrait(
  { portraits }: Pick<Library, 'portraits'>,
  subject: Subject,
  plan: PortraitPlan = {},
): Promise<Portrait> {
  const { bytes = picture(), format = 'png', makeCurrent = true, side = 8 } = plan
  return portraits.add({
    subject,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    format,
    widthPx: side,
    heightPx: side,
    provenance: plan.provenance ?? { source: 'own-file' },
    makeCurrent,
  })
}

/** Where a portrait's file is. */
export function fileOf(library: Pick<Library, 'dataFolder'>, portrait: Portrait): string {
  return join(library.dataFolder, portrait.path)
}

/** The folder that holds the portraits of one kind of subject. */
export function portraitFolder(dataFolder: string, kind: 'gm' | 'characters'): string {
  return join(dataFolder, 'static', 'portraits', kind)
}
