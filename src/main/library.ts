import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PromptWish } from '../shared/generation'
import type { PortraitSource, TakenIn } from '../shared/portrait'
import type { Subject } from '../shared/subject'
import { createTranslator } from '../shared/translate'
import { enterLibrary } from './backup/enter-library'
import { createCampaigns } from './campaign/campaigns'
import { createCast } from './campaign/cast'
import { createCharacters } from './campaign/characters'
import { createSearchEverywhere } from './campaign/everywhere'
import { createOutline } from './campaign/outline'
import { createCompression } from './compression/compression'
import { createCommitAside } from './database/commit-aside'
import { keepIssuedIds } from './database/issued-ids'
import { openDatabase } from './database/open'
import { watchOutsideChanges } from './database/outside-changes'
import { isReadOnly, type Shortage } from './database/shortage'
import { sweepLeftOvers } from './disk/left-overs'
import { sweepPassingFolders } from './disk/passing-folder'
import { createGeneration } from './generation/generate'
import { createInbox } from './generation/inbox'
import { createOwner } from './generation/owner'
import { buildPrompt } from './generation/prompt'
import { createImportWords } from './legacy-import/apply/import-words'
import { createImports } from './legacy-import/kept/imports'
import { createLookPictureServer, isLookPicture } from './legacy-import/look/serve-picture'
import { createOpenImport } from './legacy-import/open-import'
import type { LibraryParts } from './library-parts'
import { avatarProvenance, drawAvatar } from './portraits/avatar'
import { createDownload, createFetchPicture } from './portraits/download'
import { portraitFolders } from './portraits/files'
import { createGallery } from './portraits/gallery/gallery'
import { createHistoryLimit } from './portraits/history-limit'
import { createPortraitsInNeed } from './portraits/last-copy'
import { createLinks } from './portraits/links'
import { readOwnFile } from './portraits/own-file'
import { createPortraits } from './portraits/portraits'
import { createPortraitServer } from './portraits/serve'
import { createTakeIn } from './portraits/take-in'
import { createThumbnailCare } from './portraits/thumbnail-care'
import { createThumbnails } from './portraits/thumbnails'
import { createUpright } from './portraits/upright'
import { createKeepOriginal } from './quarantine/keep-original'
import { createQuarantine } from './quarantine/quarantine'
import { askReader } from './reader/ask-reader'
import { createTrash } from './trash/trash'

/** Width and height in pixels of an avatar drawn as a portrait. */
const avatarPx = 1024

export type Library = ReturnType<typeof openLibrary>

/**
 * Opens the database and the portraits that belong together. Throws what `enterLibrary` and `openDatabase`
 * throw.
 * Everything in here runs in plain Node, with a window and without one.
 */
export function openLibrary(parts: LibraryParts) {
  const { dataFolder, clock, fileSystem, darkroom, log, onPortraitState } = parts
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
    checkpoint: (path, signal) => askReader({ kind: 'checkpoint', path }, { signal }),
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
  const thumbnailCare = createThumbnailCare({ folder: thumbnailFolder, fileSystem, clock })
  const thumbnails = createThumbnails({
    folder: thumbnailFolder,
    fileSystem,
    darkroom,
    onUsed: thumbnailCare.wasUsed,
  })
  const historyLimit = createHistoryLimit({ database, portraits })
  const portraitsInNeed = createPortraitsInNeed({ ...parts, database })
  const quarantine = createQuarantine({ ...parts, portraitsInNeed })
  const keepOriginal = createKeepOriginal(quarantine)
  const takeIn = createTakeIn({
    keepOriginal,
    portraits,
    darkroom,
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
  const links = createLinks({ database, clock, portraits, takeIn, fetchPicture })
  const imports = createImports({
    keepOriginal,
    database,
    dataFolder,
    fileSystem,
    clock,
    campaigns,
    characters,
    portraits,
    darkroom,
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
    darkroom,
    clock,
    onProgress: parts.onImportProgress,
  })
  const inboxFolder = join(dataFolder, 'inbox')
  const generation = createGeneration({
    database,
    clock,
    takeIn,
    inbox: createInbox({ folder: inboxFolder, fileSystem, quarantine }),
    findConnection: parts.services.connection,
    request: parts.request,
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
    upright: createUpright(darkroom),
    onTrouble: (error) => log('portrait not served', { error }),
  })
  const serveLookPicture = createLookPictureServer({
    findings: openImport.findings,
    darkroom,
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
    cast: createCast({ database }),
    searchEverywhere: createSearchEverywhere({ database }),
    outline: createOutline({ database }),
    gallery: createGallery({ database, clock }),
    portraits,
    quarantine,
    compression,
    thumbnails,
    thumbnailCare,
    takeIn,
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
      isLookPicture(request.url) ? serveLookPicture(request) : servePortrait(request),

    /** The campaign or character itself. Throws AppError `not-found`. */
    readSubject,

    /** Takes in a picture the game master chose, dropped or pasted, and shows it. */
    takeInOwn(subject: Subject, bytes: Uint8Array, source: PortraitSource, name: string | null) {
      const provenance = { source, originalName: name }
      return takeIn({ subject, bytes, provenance, makeCurrent: true })
    },

    /** The same with a file on disk. Throws AppError `file-unreadable` and those of `takeIn`. */
    async takeInFile(subject: Subject, path: string): Promise<TakenIn> {
      readSubject(subject)
      const { name, bytes } = await readOwnFile(fileSystem, path)
      return this.takeInOwn(subject, bytes, 'own-file', name)
    },

    /** Draws an avatar, keeps it as a portrait and shows it. It costs nothing and needs no network. */
    async drawAvatar(subject: Subject, style: string, seed: string): Promise<TakenIn> {
      readSubject(subject)
      const svg = await drawAvatar({ style, seed })
      const bytes = await darkroom.rasterise(svg, avatarPx, avatarPx)
      const provenance = avatarProvenance({ style, seed })
      return takeIn({ subject, bytes, provenance, makeCurrent: true })
    },

    /** Removes the unfinished copies that a killed process has left; they were never a portrait. */
    async sweep(): Promise<void> {
      if (isReadOnly(database)) return
      const folders = [dataFolder, thumbnailFolder, ...portraitFolders(dataFolder)]
      const removed = await sweepLeftOvers(fileSystem, folders, { now: clock() })
      const copies = await sweepPassingFolders(tmpdir())
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
