import { basename, join, parse } from 'node:path'
import { AppError } from '../../shared/errors'
import type { Exported, ExportOrder } from '../../shared/export'
import type { Portrait } from '../../shared/portrait'
import type { Language } from '../../shared/preferences'
import type { Subject } from '../../shared/subject'
import type { TaskProgress } from '../../shared/tasks'
import { createTranslator, type Translate } from '../../shared/translate'
import { type WordListKind, wordListKinds } from '../../shared/word-lists'
import type { FileSystem } from '../core/disk/file-system'
import { removeTree } from '../core/disk/remove'
import { asTargetError } from '../core/disk/require-room'
import { partialName } from '../core/disk/scratch/names'
import { statAt } from '../core/disk/stat-at'
import { type NumberedName, unusedName } from '../core/disk/unused-name'
import { cancelledOr } from '../core/tasks/cancel'
import type { ImageSandbox } from '../image-sandbox/image-sandbox'
import { drawAvatar } from '../portraits/avatar'
import { extensions } from '../portraits/files'
import { tagsOf } from '../tags/tag-table'
import { type Assigned, exportedPicture } from './convert'
import {
  type ExportedCast,
  type ExportedCharacter,
  writeJson,
  writeMarkdown,
  writeSheet,
  writeTable,
} from './documents'
import { readJournal } from './export-sessions'
import { createUniqueNames, safeFileName } from './file-names'
import { type ExportedLibrary, type Gathered, gatherExported } from './gather-exported'
import { writeSessionsJson, writeSessionsMarkdown, writeSessionsTable } from './session-documents'
import { folderSink, type Sink, zipSink } from './sinks'

export interface ExportParts {
  readonly library: ExportedLibrary
  readonly fileSystem: FileSystem
  readonly imageSandbox: Pick<ImageSandbox, 'develop' | 'encode'>
  readonly language: Language
}

export interface ExportPlace {
  /** An existing folder; the export gets a name of its own in it. */
  readonly folder: string
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

/**
 * Exports a cast as files for people: a folder or a zip with a picture for each character, named after them,
 * lists of them and a sheet to print. Chosen portraits are exported without lists. It gets its name once it is
 * complete. A picture counts as exported only when it was decoded as written and read back from the disk. Throws
 * AppError `not-found`, `backup-target-…`,
 * `backup-cancelled`, `write-failed` when the disk returns other bytes than it was given.
 */
export async function exportCast(
  parts: ExportParts,
  order: ExportOrder,
  place: ExportPlace,
): Promise<Exported> {
  const { folder, signal } = place
  const { t } = createTranslator(parts.language)
  const gathered = gatherExported(parts.library, order.what, t)
  const temporary = partialName()
  const partial = join(folder, temporary)
  const isZip = order.form === 'zip'
  try {
    if (!(await statAt(folder))?.isDirectory()) {
      throw new AppError('backup-target-gone', { folder: basename(folder) })
    }
    const sink = isZip
      ? await zipSink(parts.fileSystem, partial)
      : await folderSink(parts.fileSystem, partial)
    const written = await write(parts, { ...gathered, order, place, sink, t })
    await sink.end()
    const path = join(folder, unusedName(folder, numbered(gathered.title, isZip ? '.zip' : '')))
    await parts.fileSystem.rename(partial, path)
    await parts.fileSystem.syncFolder(folder)
    return { path, characters: gathered.characters.length, ...written }
  } catch (error) {
    await removeTree(partial)
    throw asTargetError(cancelledOr(error, signal), { folder })
  }
}

interface Writing extends Gathered {
  readonly order: ExportOrder
  readonly place: ExportPlace
  readonly sink: Sink
  readonly t: Translate
}

/** What was written, and under which names. */
interface Written extends Omit<Exported, 'path' | 'characters'> {
  readonly portraits: number
}

async function write(parts: ExportParts, writing: Writing): Promise<Written> {
  const pictures = new Pictures(parts, writing)
  await (writing.portraits.length > 0
    ? writePortraits(parts, writing, pictures)
    : writeCast(parts, writing, pictures))
  const { portraits, withoutPortrait, encodedAnew } = pictures
  return { portraits, withoutPortrait, encodedAnew }
}

function wordListFile(kind: WordListKind): string {
  return `words-${kind}.txt`
}

/** What no picture may be named. */
const documentNames = [
  'characters.md',
  'characters.json',
  'characters.csv',
  'cast.html',
  'sessions.md',
  'sessions.json',
  'sessions.csv',
  ...wordListKinds.map(wordListFile),
] as const

/** The pictures of one export: each gets a file name of its own, is written and read back. */
class Pictures {
  portraits = 0
  readonly withoutPortrait: string[] = []
  readonly encodedAnew: string[] = []
  readonly #writing: Writing
  readonly #parts: ExportParts
  readonly #uniqueName = createUniqueNames()

  constructor(parts: ExportParts, writing: Writing) {
    this.#parts = parts
    this.#writing = writing
    for (const name of documentNames) this.#uniqueName(name, '')
  }

  /** The subject's portrait, or its avatar where there is none. Answers the name of its file. */
  async addSubject(subject: Subject, name: string): Promise<string> {
    const { order, place } = this.#writing
    place.signal?.throwIfAborted()
    return this.#add(await faceOf(this.#parts, subject, order), name)
  }

  /** One portrait itself; one whose file is lost or damaged is noted, and has no picture. */
  async addPortrait(portrait: Portrait, name: string): Promise<void> {
    const { order, place } = this.#writing
    place.signal?.throwIfAborted()
    const picture = await pictureOrNull(this.#parts, portrait, order)
    if (picture === null) this.withoutPortrait.push(name)
    else await this.#add(asFace(picture), name)
  }

  async #add(face: Face, name: string): Promise<string> {
    const { place, sink, t } = this.#writing
    const fileName = this.#uniqueName(safeFileName(name, t('export.nameless')), face.ending)
    const readAgain = await sink.add(fileName, face.bytes)
    if (face.isPortrait) {
      await requireSame(face.bytes, readAgain, place)
      this.portraits += 1
    } else if (face.wasLost) this.withoutPortrait.push(name)
    if (face.wasReencoded) this.encodedAnew.push(name)
    return fileName
  }

  /** Tells how many of all were added. */
  tell(done: number, total: number): void {
    const bytes = { doneBytes: 0, totalBytes: 0 }
    this.#writing.place.onProgress?.({ step: 'portraits', done, total, ...bytes })
  }
}

async function writePortraits(
  { library }: ExportParts,
  { portraits, t }: Writing,
  pictures: Pictures,
): Promise<void> {
  for (const [index, portrait] of portraits.entries()) {
    await pictures.addPortrait(portrait, nameOf(library, portrait) || t('export.nameless'))
    pictures.tell(index + 1, portraits.length)
  }
}

/** The name of its subject; an unassigned one has that of its file, without the ending. */
function nameOf(library: ExportedLibrary, { subject, originalName }: Portrait): string {
  if (subject === null) return parse(originalName ?? '').name
  const records = subject.kind === 'campaign' ? library.campaigns : library.characters
  return records.read(subject.id).name
}

async function writeCast(
  parts: ExportParts,
  { sink, title, campaignId, characters, order, t }: Writing,
  pictures: Pictures,
): Promise<void> {
  const { campaigns, database } = parts.library
  const gameMaster = campaignId === null ? null : ({ kind: 'campaign', id: campaignId } as const)
  const master =
    gameMaster === null
      ? null
      : {
          name: title,
          picture: await pictures.addSubject(gameMaster, `${title} (${t('export.gameMaster')})`),
        }
  const listed: ExportedCharacter[] = []
  // Reading a campaign counts its characters, so each is read once.
  const campaignNames = new Map<number, string>()
  for (const [index, one] of characters.entries()) {
    const picture = await pictures.addSubject({ kind: 'character', id: one.id }, one.name)
    const { name, race, class: job, level, gender, status, description, notes } = one
    const campaign = campaignNames.get(one.campaignId) ?? campaigns.read(one.campaignId).name
    campaignNames.set(one.campaignId, campaign)
    const tags = tagsOf(database, { kind: 'character', id: one.id }).map((tag) => tag.name)
    const facts = { name, campaign, race, class: job, level, gender, status, tags, description }
    listed.push({ ...facts, ...(order.withNotes ? { notes } : {}), picture })
    pictures.tell(index + 1, characters.length)
  }
  const cast: ExportedCast = {
    title,
    language: parts.language,
    gameMaster: master,
    characters: listed,
  }
  await sink.add('characters.md', Buffer.from(writeMarkdown(cast, t)))
  await sink.add('characters.json', Buffer.from(writeJson(cast)))
  await sink.add('characters.csv', Buffer.from(writeTable(cast)))
  await sink.add('cast.html', Buffer.from(writeSheet(cast, t)))
  // Like notes, sessions and lists of words are the game master's own.
  if (campaignId !== null && order.withNotes) {
    await writeSessions(parts, { sink, campaignId, t })
    await writeWordLists(parts, { sink, campaignId })
  }
}

async function writeSessions(
  { library }: ExportParts,
  { sink, campaignId, t }: Pick<Writing, 'sink' | 't'> & { readonly campaignId: number },
): Promise<void> {
  const journal = readJournal(library, { campaignId, sessionId: null }, t)
  if (journal.sessions.length === 0) return
  await sink.add('sessions.md', Buffer.from(writeSessionsMarkdown(journal, t)))
  await sink.add('sessions.json', Buffer.from(writeSessionsJson(journal)))
  await sink.add('sessions.csv', Buffer.from(writeSessionsTable(journal)))
}

/** One entry a line, so that each file can be pasted again. */
async function writeWordLists(
  { library }: ExportParts,
  { sink, campaignId }: Pick<Writing, 'sink'> & { readonly campaignId: number },
): Promise<void> {
  const lists = library.wordLists.read(campaignId)
  for (const kind of wordListKinds) {
    const { entries } = lists[kind]
    if (entries.length === 0) continue
    await sink.add(wordListFile(kind), Buffer.from(`${entries.join('\n')}\n`))
  }
}

/** Throws `write-failed` unless the disk gives back what was proved and then written. */
async function requireSame(
  written: Uint8Array,
  readAgain: () => Promise<Uint8Array>,
  { folder }: ExportPlace,
): Promise<void> {
  if (Buffer.compare(written, await readAgain()) === 0) return
  throw new AppError('write-failed', { folder: basename(folder), code: 'EIO' })
}

/** A picture as a file of the export. */
interface Face extends Pick<Assigned, 'bytes' | 'wasReencoded'> {
  readonly ending: string
  /** False for an avatar. */
  readonly isPortrait: boolean
  /** Whether there is a portrait whose file could not be used. */
  readonly wasLost: boolean
}

function asFace({ bytes, format, wasReencoded }: Assigned): Face {
  const ending = `.${extensions[format]}`
  return { bytes, ending, wasReencoded, isPortrait: true, wasLost: false }
}

async function faceOf(parts: ExportParts, subject: Subject, order: ExportOrder): Promise<Face> {
  const { library } = parts
  const portrait = library.portraits.current(subject)
  const picture = portrait === null ? null : await pictureOrNull(parts, portrait, order)
  if (picture !== null) return asFace(picture)
  const records = subject.kind === 'campaign' ? library.campaigns : library.characters
  const { avatarStyle, avatarSeed } = records.read(subject.id)
  const bytes = Buffer.from(await drawAvatar({ style: avatarStyle, seed: avatarSeed }))
  const wasLost = portrait !== null
  return { bytes, ending: '.svg', wasReencoded: false, isPortrait: false, wasLost }
}

/** The portrait as it leaves, or null when there is no whole picture in its file. */
async function pictureOrNull(
  { library, imageSandbox }: ExportParts,
  portrait: Portrait,
  { withMetadata, pictures }: ExportOrder,
): Promise<Assigned | null> {
  const reading = await library.portraits.read(portrait)
  if (reading.state !== 'sound') return null
  const secrets = portrait.prompt === null ? [] : [portrait.prompt]
  const stored = { bytes: reading.bytes, format: portrait.format }
  try {
    return await exportedPicture(imageSandbox, stored, { format: pictures, withMetadata, secrets })
  } catch (error) {
    if (error instanceof AppError && undecodable.has(error.code)) return null
    throw error
  }
}

const undecodable: ReadonlySet<string> = new Set([
  'picture-damaged',
  'picture-truncated',
  'darkroom-crashed',
  'darkroom-timed-out',
])

function numbered(title: string, ending: string): NumberedName {
  const stem = safeFileName(title, 'Castkeeper')
  return (number) => (number === 1 ? `${stem}${ending}` : `${stem} (${number})${ending}`)
}
