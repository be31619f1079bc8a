import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PromptWish } from '../../shared/generation'
import type { Subject } from '../../shared/subject'
import { createTranslator } from '../../shared/translate'
import { enterLibrary } from '../backup/enter-library'
import { createCampaignTree } from '../campaigns/campaign-tree'
import { createCampaigns } from '../campaigns/campaigns'
import { createCharacterList } from '../campaigns/character-list'
import { createCharacters } from '../campaigns/characters'
import { createSearchEverywhere } from '../campaigns/search-everywhere'
import { createCompression } from '../compression/compression'
import { sweptFolders } from '../core/data-folder'
import { checkpointTask } from '../core/database/checkpoint'
import { createCommitAside } from '../core/database/commit-aside'
import { keepIssuedIds } from '../core/database/issued-ids'
import { openDatabase } from '../core/database/open'
import { watchOutsideChanges } from '../core/database/outside-changes'
import { removeOldWindowFiles } from '../core/database/presence'
import { isReadOnly, type Shortage } from '../core/database/shortage'
import { sweepFiles, sweepTemporaryFolders } from '../core/disk/scratch/sweep'
import { askReader } from '../core/reader/ask-reader'
import { createGeneration } from '../generation/generate'
import { createInbox } from '../generation/inbox'
import { createOwner } from '../generation/owner'
import { buildPrompt } from '../generation/prompt'
import { createKeepOriginal } from '../integrity/quarantine/keep-original'
import { createQuarantine } from '../integrity/quarantine/quarantine'
import { createImportWords } from '../legacy-import/apply/import-words'
import { createImports } from '../legacy-import/history/imports'
import { createOpenImport } from '../legacy-import/open-import'
import { createScanPictureServer, isScanPicture } from '../legacy-import/scan/serve-picture'
import { createAddPortrait } from '../portraits/add-portrait'
import { createDownload, createFetchPicture } from '../portraits/download'
import { createGallery } from '../portraits/gallery/gallery'
import { createHistoryLimit } from '../portraits/history-limit'
import { createPortraitsInNeed } from '../portraits/last-copy'
import { createLinks } from '../portraits/links'
import { createOwnPictures } from '../portraits/own-pictures'
import { createPortraits } from '../portraits/portraits'
import { createPortraitServer } from '../portraits/serve'
import { createThumbnailCache } from '../portraits/thumbnails/thumbnail-cache'
import { createThumbnails } from '../portraits/thumbnails/thumbnails'
import { createUpright } from '../portraits/upright'
import { createTrash } from '../trash/trash'
import type { LibraryParts } from './library-parts'

export type Library = ReturnType<typeof openLibrary>

/**
 * Opens the database and the portraits that belong together. Throws what `enterLibrary` and `openDatabase`
 * throw.
 * Everything in here runs in plain Node, with a window and without one.
 */
export function openLibrary(parts: LibraryParts) {
  const { dataFolder, clock, fileSystem, imageSandbox, log, onPortraitState } = parts
  const presence = enterLibrary(dataFolder, parts.isStillHere)
  let shortage: Shortage | null = null
  const database = openDatabaseOrLeave()
  const issuedIds = keepIssuedIds({
    database,
    dataFolder,
    onTrouble: (error) => log('issued ids not noted', { error }),
  })
  const campaigns = createCampaigns({ database, clock })
  const characters = createCharacters({ database, clock })
  const commits = createCommitAside({
    database,
    fileSystem,
    checkpoint: (path, signal) => askReader(checkpointTask, { path }, { signal }),
    onTrouble: (error) => log('log of the database not shortened', { error }),
  })
  const portraits = createPortraits({
    database,
    commitAside: commits.commitAside,
    dataFolder,
    fileSystem,
    clock,
    onStateChange: onPortraitState,
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
  const addPortrait = createAddPortrait({
    keepOriginal,
    portraits,
    imageSandbox,
    thumbnails,
    storage: parts.storage,
    makeRoom(subject, formerId) {
      const kept = parts.portraitsKept()
      return kept === null ? [] : historyLimit.makeRoom(subject, kept, formerId)
    },
  })
  const trash = createTrash({
    database,
    dataFolder,
    fileSystem,
    clock,
    campaigns,
    characters,
    portraits,
    thumbnails,
    mayRemoveFiles: parts.mayRemoveFiles,
  })
  const download = createDownload({ request: parts.request })
  const fetchPicture = createFetchPicture({ request: parts.request })
  const links = createLinks({ database, clock, portraits, addPortrait, fetchPicture })
  const imports = createImports({
    keepOriginal,
    database,
    dataFolder,
    fileSystem,
    clock,
    campaigns,
    characters,
    portraits,
    imageSandbox,
    thumbnails,
    download,
    words: () => createImportWords(parts.translate),
    onChange: parts.onImport,
    onTrouble: (error) => log('unexpected error', { doing: 'import', error }),
  })
  const openImport = createOpenImport({
    imports,
    dataFolder,
    temporaryFolder: tmpdir(),
    fileSystem,
    imageSandbox,
    clock,
    tasks: parts.tasks,
  })
  const inboxFolder = join(dataFolder, 'inbox')
  const generation = createGeneration({
    database,
    clock,
    addPortrait,
    inbox: createInbox({ folder: inboxFolder, fileSystem, quarantine }),
    findConnection: parts.services.connection,
    request: parts.request,
    tasks: parts.tasks,
    download,
    emit: parts.onJob,
    log,
    requireRoom: parts.requireRoom,
    owner: createOwner(inboxFolder),
  })

  function openDatabaseOrLeave() {
    try {
      return openDatabase({
        dataFolder,
        clock,
        hasBackups: parts.hasBackups,
        onShort: (what) => {
          shortage = what
        },
      })
    } catch (error) {
      presence.leave()
      throw error
    }
  }

  const servePortrait = createPortraitServer({
    database,
    portraits,
    thumbnails,
    upright: createUpright(imageSandbox),
    onTrouble: (error) => log('portrait not served', { error }),
  })
  const serveLookPicture = createScanPictureServer({
    findings: openImport.findings,
    imageSandbox,
    onTrouble: (error) => log('picture of a look not served', { error }),
  })

  function readSubject({ kind, id }: Subject) {
    return kind === 'campaign' ? campaigns.read(id) : characters.read(id)
  }

  const compression = createCompression({
    database,
    dataFolder,
    fileSystem,
    clock,
    portraits,
    quarantine,
    readName: (subject) => readSubject(subject).name,
  })

  return {
    database,
    /** For every change that the game master makes by hand. */
    commitAside: commits.commitAside,
    /** What was short when it was opened, or null. */
    shortage,
    /** Nothing can be changed until it is opened again. */
    isReadOnly: isReadOnly(database),
    /** How many records and portraits the database has forgotten since they were stored, or null. */
    lost: issuedIds.lost,
    campaigns,
    characters,
    cast: createCharacterList({ database }),
    searchEverywhere: createSearchEverywhere({ database }),
    outline: createCampaignTree({ database }),
    gallery: createGallery({ database, clock }),
    portraits,
    quarantine,
    compression,
    thumbnails,
    thumbnailCare,
    addPortrait,
    ...createOwnPictures({ ...parts, addPortrait, readSubject }),
    links,
    historyLimit,
    trash,
    generation,
    imports,
    openImport,

    /** True once for each time another process has changed the library. */
    hasChangedOutside: watchOutsideChanges(database),

    /** The prompt for a portrait of this subject, from everything that is known of it. */
    writePrompt({ subject, artStyle, mood, wish, language }: PromptWish): string {
      const character = subject.kind === 'character' ? characters.read(subject.id) : null
      const campaign = campaigns.read(character?.campaignId ?? subject.id)
      const { t } = createTranslator(language)
      return buildPrompt({ campaign, character }, { artStyle, mood, wish }, t)
    },

    /** Answers `app://portraits/…`. */
    servePortraits: (request: Request): Promise<Response> =>
      isScanPicture(request.url) ? serveLookPicture(request) : servePortrait(request),

    /** The campaign or character itself. Throws AppError `not-found`. */
    readSubject,

    /** Removes the unfinished copies that a killed process has left; they were never a portrait. */
    async sweep(): Promise<void> {
      if (isReadOnly(database)) return
      const removed = await sweepFiles(fileSystem, sweptFolders(dataFolder), { now: clock() })
      const copies = await sweepTemporaryFolders(tmpdir())
      await removeOldWindowFiles(fileSystem, dataFolder)
      await compression.finishMoves()
      if (removed + copies > 0) log('unfinished copies removed', { removed, copies })
      const files = await trash.workOff()
      if (files.removed + files.left > 0) log('files of removed portraits', { ...files })
    },

    sqliteVersion(): string {
      return String(database.prepare('SELECT sqlite_version()').pluck().get())
    },

    close(): void {
      openImport.cancel()
      generation.stop()
      trash.stop()
      issuedIds.close()
      commits.stop()
      database.close()
      presence.leave()
    },
  }
}
