import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddedPicturesChange } from '../../shared/add-pictures'
import type { PortraitChange } from '../../shared/gallery'
import type { PromptWish } from '../../shared/generation'
import type { Subject } from '../../shared/subject'
import { createTranslator } from '../../shared/translate'
import { type AddPicturesOrder, addPictures } from '../add-pictures/add-pictures'
import { quarantinePlacedFiles } from '../add-pictures/placed-files'
import { redoAdded, undoAdded } from '../add-pictures/undo'
import { createCampaignTree } from '../campaigns/campaign-tree'
import { createCampaigns } from '../campaigns/campaigns'
import { createManyChanges } from '../campaigns/change-many'
import { createCharacterList } from '../campaigns/character-list'
import { createCharacters } from '../campaigns/characters'
import { createNameWords } from '../campaigns/names'
import { createSearchEverywhere } from '../campaigns/search-everywhere'
import { TextVersions } from '../campaigns/text-versions'
import { createWordLists } from '../campaigns/word-lists'
import { createCompression } from '../compression/compression'
import { sweptFolders } from '../core/data-folder'
import { watchOutsideChanges } from '../core/database/outside-changes'
import { removeOldWindowFiles } from '../core/database/presence'
import { isReadOnly } from '../core/database/shortage'
import { sweepFiles, sweepTemporaryFolders } from '../core/disk/scratch/sweep'
import { createGeneration } from '../generation/generate'
import { createInbox } from '../generation/inbox'
import { createOwner } from '../generation/owner'
import { buildPrompt } from '../generation/prompt'
import { createSpending } from '../generation/spending/spending'
import { createImportWords } from '../legacy-import/apply/our-record'
import { createImports } from '../legacy-import/history/imports'
import { createOpenImport } from '../legacy-import/open-import'
import { createScanPictureServer, isScanPicture } from '../legacy-import/scan/serve-picture'
import { changeManyPortraits } from '../portraits/change-many'
import { createGallery } from '../portraits/gallery/gallery'
import { createOwnPictures } from '../portraits/own-pictures'
import { createPortraitServer } from '../portraits/serve'
import { createUpright } from '../portraits/upright'
import { createCastDraws } from '../quick-characters/cast-draw'
import { createQuickCharacters } from '../quick-characters/quick-characters'
import { subjectSearchOf } from '../search/subject-search'
import { createLineWords } from '../sessions/line-words'
import { createSessions } from '../sessions/sessions'
import { createSightings } from '../sessions/sightings'
import { createTags } from '../tags/tags'
import { createTrash } from '../trash/trash'
import { type LibraryDatabase, openLibraryDatabase } from './library-database'
import type { LibraryParts } from './library-parts'
import { createLibraryPortraits, type LibraryPortraits } from './library-portraits'

export type Library = ReturnType<typeof openLibrary>

/**
 * Opens the database and the portraits that belong together. Throws what `enterLibrary` and `openDatabase`
 * throw.
 * Everything in here runs in plain Node, with a window and without one.
 */
export function openLibrary(parts: LibraryParts) {
  const opened = openLibraryDatabase(parts)
  const { database, commitOffThread } = opened
  const { clock } = parts
  const records = createRecords(parts, opened)
  const { readSubject } = records
  const stored = createLibraryPortraits(parts, opened)
  const context: Context = { ...parts, ...stored, ...records, database, commitOffThread }
  const trash = createTrash(context)
  const { imports, openImport } = createLibraryImports(context)
  const generation = createLibraryGeneration(context)
  const compression = createCompression({
    ...context,
    readName: (subject) => readSubject(subject).name,
  })
  const { portraits, thumbnails, thumbnailCare, historyLimit, quarantine, addPortrait, links } =
    stored

  return {
    database,
    closing: opened.closing,
    commitOffThread,
    shortage: opened.shortage,
    /** Nothing can be changed until it is opened again. */
    isReadOnly: isReadOnly(database),
    lost: opened.lost,
    ...records,
    ...createLists(opened),
    ...createManyChanges(context, createNameWords(parts.translate)),
    changeManyPortraits: (change: PortraitChange) => changeManyPortraits(context, change),
    textVersions: new TextVersions({ database, clock }),
    ...createDraws(context),
    gallery: createGallery({ database, clock }),
    portraits,
    quarantine,
    compression,
    thumbnails,
    thumbnailCare,
    addPortrait,
    ...createOwnPictures({
      ...parts,
      addPortrait,
      readSubject,
      // As an order's picture may not.
      requireStaying: () => parts.tasks.throwIfExcluded('order'),
    }),
    ...createAdding(context, { compression, trash }),
    links,
    download: stored.download,
    historyLimit,
    trash,
    tags: createTags(context),
    generation,
    imports,
    openImport,

    /** Whether another process has changed the library since the last call. */
    hasChangedOutside: watchOutsideChanges(database),

    /** The prompt for a portrait of this subject, from everything that is known of it. */
    writePrompt: (wish: PromptWish) => writePrompt(records, wish),

    /** Answers `app://portraits/…`. */
    servePortraits: createServer(context, openImport),

    sqliteVersion(): string {
      return String(database.prepare('SELECT sqlite_version()').pluck().get())
    },

    close(): void {
      openImport.cancel()
      generation.stop()
      trash.stop()
      opened.close()
    },
  }
}

type Records = ReturnType<typeof createRecords>

interface Context extends LibraryParts, LibraryPortraits, Records {
  readonly database: LibraryDatabase['database']
  readonly commitOffThread: LibraryDatabase['commitOffThread']
}

function createRecords({ clock, translate }: LibraryParts, { database }: LibraryDatabase) {
  const campaigns = createCampaigns({ database, clock })
  const characters = createCharacters({ database, clock })
  return {
    campaigns,
    characters,
    wordLists: createWordLists({ database, campaigns }),
    spending: createSpending({ database, clock }),
    sessions: createSessions({ database, clock, campaigns, lineWords: createLineWords(translate) }),
    /** The campaign or character itself. Throws AppError `not-found`. */
    readSubject: ({ kind, id }: Subject) =>
      kind === 'campaign' ? campaigns.read(id) : characters.read(id),
  }
}

/** What lists characters, and finds them. */
function createLists({ database }: LibraryDatabase) {
  return {
    cast: createCharacterList({ database }),
    searchEverywhere: createSearchEverywhere({ database }),
    campaignTree: createCampaignTree({ database }),
    sightings: createSightings(database),
    /** Reads some words ahead of the first search; false when all were read. */
    readWordsAhead: () => subjectSearchOf(database).readAhead(),
  }
}

/** What is drawn by chance: new people, and those of a cast. */
function createDraws(context: Context) {
  const { database } = context
  return {
    quickCharacters: createQuickCharacters(context),
    castDraws: createCastDraws({ ...context, cast: createCharacterList({ database }) }),
  }
}

function createLibraryImports(context: Context) {
  const imports = createImports({
    ...context,
    words: () => createImportWords(context.translate),
    onChange: context.onImport,
    onTrouble: (error) => context.log('unexpected error', { doing: 'import', error }),
  })
  return {
    imports,
    openImport: createOpenImport({ ...context, imports, temporaryFolder: tmpdir() }),
  }
}

interface Swept {
  readonly compression: ReturnType<typeof createCompression>
  readonly trash: ReturnType<typeof createTrash>
}

/** Adding pictures, and the sweep that it waits for. */
function createAdding(context: Context, swept: Swept) {
  const { unnamed } = createNameWords(context.translate)
  let sweeping: Promise<void> = Promise.resolve()
  return {
    addPictures: async (order: AddPicturesOrder) => {
      // A file that is moved out of the way must not be continued with at the same moment.
      await sweeping
      return addPictures({ ...context, unnamed }, order)
    },
    undoAdded: (change: AddedPicturesChange) => undoAdded(context, change),
    redoAdded: (change: AddedPicturesChange) => redoAdded(context, change),

    /** Removes the unfinished copies that a killed process has left; they were never a portrait. */
    sweep: (): Promise<void> => {
      const sweep = sweepLeftOvers(context, swept)
      sweeping = sweep.catch(() => undefined)
      return sweep
    },
  }
}

function createLibraryGeneration(context: Context) {
  const { dataFolder, fileSystem, quarantine } = context
  const inboxFolder = join(dataFolder, 'inbox')
  return createGeneration({
    ...context,
    inbox: createInbox({ folder: inboxFolder, fileSystem, quarantine }),
    findConnection: context.services.connection,
    emit: context.onJob,
    owner: createOwner(inboxFolder),
  })
}

function createServer(
  context: Context,
  { findings }: Pick<ReturnType<typeof createOpenImport>, 'findings'>,
) {
  const { imageSandbox, log } = context
  const servePortrait = createPortraitServer({
    ...context,
    upright: createUpright(imageSandbox),
    onTrouble: (error) => log('portrait not served', { error }),
  })
  const serveScanPicture = createScanPictureServer({
    findings,
    imageSandbox,
    onTrouble: (error) => log('picture of a look not served', { error }),
  })
  return (request: Request): Promise<Response> =>
    isScanPicture(request.url) ? serveScanPicture(request) : servePortrait(request)
}

function writePrompt(
  { campaigns, characters }: Records,
  { subject, artStyle, mood, wish, language }: PromptWish,
): string {
  const character = subject.kind === 'character' ? characters.read(subject.id) : null
  const campaign = campaigns.read(character?.campaignId ?? subject.id)
  const { t } = createTranslator(language)
  return buildPrompt({ campaign, character }, { artStyle, mood, wish }, t)
}

async function sweepLeftOvers(context: Context, { compression, trash }: Swept): Promise<void> {
  const { database, dataFolder, fileSystem, clock, log } = context
  if (isReadOnly(database)) return
  const removed = await sweepFiles(fileSystem, sweptFolders(dataFolder), { now: clock() })
  const copies = await sweepTemporaryFolders(tmpdir())
  await removeOldWindowFiles(fileSystem, dataFolder)
  await compression.finishMoves()
  const placed = await quarantinePlacedFiles(context)
  if (placed > 0) log('files without rows set aside', { placed })
  if (removed + copies > 0) log('unfinished copies removed', { removed, copies })
  const files = await trash.workOff()
  if (files.removed + files.left > 0) log('files of removed portraits', { ...files })
}
