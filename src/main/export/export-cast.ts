import { basename, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Character } from '../../shared/character'
import { AppError } from '../../shared/errors'
import type { Exported, ExportOrder } from '../../shared/export'
import type { Portrait } from '../../shared/portrait'
import type { Language } from '../../shared/preferences'
import { sortKey } from '../../shared/sort-key'
import type { Subject } from '../../shared/subject'
import type { TaskProgress } from '../../shared/tasks'
import { createTranslator, type Translate } from '../../shared/translate'
import type { Campaigns } from '../campaigns/campaigns'
import type { Characters } from '../campaigns/characters'
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
import type { Portraits } from '../portraits/portraits'
import { type Assigned, exportedPicture } from './convert'
import {
  type ExportedCast,
  type ExportedCharacter,
  writeJson,
  writeMarkdown,
  writeSheet,
  writeTable,
} from './documents'
import { createUniqueNames, safeFileName } from './file-names'
import { folderSink, type Sink, zipSink } from './sinks'

/** What of a library an export reads. */
export interface ExportedLibrary {
  readonly database: Database
  readonly campaigns: Campaigns
  readonly characters: Characters
  readonly portraits: Portraits
}

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
 * lists of them and a sheet to print. It gets its name once it is complete. A picture counts as exported only
 * when it was decoded as written and read back from the disk. Throws AppError `not-found`, `backup-target-…`,
 * `backup-cancelled`, `write-failed` when the disk returns other bytes than it was given.
 */
export async function exportCast(
  parts: ExportParts,
  order: ExportOrder,
  place: ExportPlace,
): Promise<Exported> {
  const { folder, signal } = place
  const { t } = createTranslator(parts.language)
  const { title, campaignId, characters } = gather(parts, order, t)
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
    const written = await write(parts, { order, place, sink, title, campaignId, characters, t })
    await sink.end()
    const path = join(folder, unusedName(folder, numbered(title, isZip ? '.zip' : '')))
    await parts.fileSystem.rename(partial, path)
    await parts.fileSystem.syncFolder(folder)
    return { path, characters: characters.length, ...written }
  } catch (error) {
    await removeTree(partial)
    throw asTargetError(cancelledOr(error, signal), { folder })
  }
}

interface Writing {
  readonly order: ExportOrder
  readonly place: ExportPlace
  readonly sink: Sink
  readonly title: string
  readonly campaignId: number | null
  readonly characters: readonly Character[]
  readonly t: Translate
}

function gather({ library }: ExportParts, { what }: ExportOrder, t: Translate) {
  const { campaigns, characters } = library
  if (what.kind === 'campaign') {
    const { name, id } = campaigns.read(what.id)
    return { title: name, campaignId: id, characters: inOrder(characters.idsOf(id)) }
  }
  return { title: t('export.chosen'), campaignId: null, characters: inOrder(what.ids) }

  function inOrder(ids: readonly number[]): Character[] {
    const keyed = ids.map((id) => {
      const character = characters.read(id)
      return { character, key: sortKey(character.name) }
    })
    keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    return keyed.map(({ character }) => character)
  }
}

async function write(parts: ExportParts, writing: Writing) {
  const { place, sink, title, campaignId, characters, order, t } = writing
  const { campaigns } = parts.library
  const uniqueName = createUniqueNames()
  for (const name of ['characters.md', 'characters.json', 'characters.csv', 'cast.html']) {
    uniqueName(name, '')
  }
  const withoutPortrait: string[] = []
  const encodedAnew: string[] = []
  let portraits = 0
  const addPicture = async (subject: Subject, name: string): Promise<string> => {
    place.signal?.throwIfAborted()
    const face = await faceOf(parts, subject, order)
    const fileName = uniqueName(safeFileName(name, t('export.nameless')), face.ending)
    const readAgain = await sink.add(fileName, face.bytes)
    if (face.isPortrait) {
      await requireSame(face.bytes, readAgain, place)
      portraits += 1
    } else if (face.wasLost) withoutPortrait.push(name)
    if (face.wasReencoded) encodedAnew.push(name)
    return fileName
  }
  const gameMaster = campaignId === null ? null : ({ kind: 'campaign', id: campaignId } as const)
  const master =
    gameMaster === null
      ? null
      : {
          name: title,
          picture: await addPicture(gameMaster, `${title} (${t('export.gameMaster')})`),
        }
  const listed: ExportedCharacter[] = []
  // Reading a campaign counts its characters, so each is read once.
  const campaignNames = new Map<number, string>()
  for (const [index, one] of characters.entries()) {
    const picture = await addPicture({ kind: 'character', id: one.id }, one.name)
    const { name, race, class: job, level, gender, description, notes } = one
    const campaign = campaignNames.get(one.campaignId) ?? campaigns.read(one.campaignId).name
    campaignNames.set(one.campaignId, campaign)
    const facts = { name, campaign, race, class: job, level, gender, description }
    listed.push({ ...facts, ...(order.withNotes ? { notes } : {}), picture })
    place.onProgress?.({
      step: 'portraits',
      done: index + 1,
      total: characters.length,
      doneBytes: 0,
      totalBytes: 0,
    })
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
  return { portraits, withoutPortrait, encodedAnew }
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

async function faceOf(parts: ExportParts, subject: Subject, order: ExportOrder) {
  const { library } = parts
  const portrait = library.portraits.current(subject)
  const picture = portrait === null ? null : await pictureOrNull(parts, portrait, order)
  if (picture !== null) {
    const { bytes, format, wasReencoded } = picture
    const ending = `.${extensions[format]}`
    return { bytes, ending, wasReencoded, isPortrait: true, wasLost: false }
  }
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
