import { join } from 'node:path'
import type { Subject } from '../../shared/subject'
import { createKeepOriginal } from '../integrity/quarantine/keep-original'
import { createQuarantine } from '../integrity/quarantine/quarantine'
import { createAddPortrait } from '../portraits/add-portrait'
import { createDownload, createFetchPicture } from '../portraits/download'
import { createHistoryLimit } from '../portraits/history-limit'
import { createPortraitsInNeed } from '../portraits/last-copy'
import { createLinks } from '../portraits/links'
import { createPortraits } from '../portraits/portraits'
import { createThumbnailCache } from '../portraits/thumbnails/thumbnail-cache'
import { createThumbnails } from '../portraits/thumbnails/thumbnails'
import type { LibraryDatabase } from './library-database'
import type { LibraryParts } from './library-parts'

export type LibraryPortraits = ReturnType<typeof createLibraryPortraits>

/** Everything through which a library stores portraits, makes them small and fetches them. */
export function createLibraryPortraits(
  parts: LibraryParts,
  { database, commitOffThread }: LibraryDatabase,
) {
  const { dataFolder, clock, fileSystem, imageSandbox } = parts
  const portraits = createPortraits({
    database,
    commitOffThread,
    dataFolder,
    fileSystem,
    clock,
    onStateChange: parts.onPortraitState,
  })
  const thumbnailFolder = join(dataFolder, 'cache', 'thumbnails')
  const thumbnailCare = createThumbnailCache({ folder: thumbnailFolder, fileSystem, clock })
  const thumbnails = createThumbnails({
    folder: thumbnailFolder,
    fileSystem,
    imageSandbox,
    onUsed: thumbnailCare.wasUsed,
  })
  const historyLimit = createHistoryLimit({ database, portraits })
  const portraitsInNeed = createPortraitsInNeed({ ...parts, database })
  const quarantine = createQuarantine({ ...parts, portraitsInNeed })
  const keepOriginal = createKeepOriginal(quarantine)
  const makeRoom = (subject: Subject, formerId: number | null): readonly number[] => {
    const kept = parts.portraitsKept()
    return kept === null ? [] : historyLimit.makeRoom(subject, kept, formerId)
  }
  const addPortrait = createAddPortrait({
    keepOriginal,
    portraits,
    imageSandbox,
    thumbnails,
    storage: parts.storage,
    makeRoom,
  })
  const download = createDownload({ request: parts.request })
  const fetchPicture = createFetchPicture({ request: parts.request })
  const links = createLinks({ database, clock, portraits, addPortrait, fetchPicture })
  return {
    portraits,
    thumbnails,
    thumbnailCare,
    historyLimit,
    quarantine,
    keepOriginal,
    makeRoom,
    addPortrait,
    download,
    links,
  }
}
