import { posix } from 'node:path'
import { AppError } from '../../../shared/errors'
import { isNamedAppleDouble, isOfSystem } from '../../core/disk/left-by-systems'
import { isEntryName, manifestName } from './names'
import { type IndexedEntry, printable } from './tar-reader'

/** Names that are devices on Windows, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * The files of an archive by their names, once each of them is known to be harmless: no links, devices,
 * ways out of the folder, names twice or twins on a disk that ignores capitals, and no name that is not
 * one of ours. Throws AppError `backup-unsafe-entry`, `backup-unsafe-name`, `backup-duplicate`,
 * `backup-case-twins` or `backup-entry-unknown`.
 */
export function checkEntries<Entry extends Pick<IndexedEntry, 'name' | 'kind'>>(
  entries: readonly Entry[],
): Map<string, Entry> {
  const byName = new Map<string, Entry>()
  const folded = new Map<string, string>()
  const top = topFolderOf(entries)
  for (const entry of entries) {
    const full = plainName(entry)
    if (isLeftBySystem(full)) continue
    refuseUnsafe(full)
    const name = full.startsWith(top) ? full.slice(top.length) : full
    if (entry.kind !== 'file' && entry.kind !== 'folder') refuse('backup-unsafe-entry', name)
    if (entry.kind === 'folder') continue
    if (byName.has(name)) refuse('backup-duplicate', name)
    const twin = folded.get(fold(name))
    if (twin !== undefined) refuse('backup-case-twins', name, twin)
    if (name !== manifestName && !isEntryName(name)) refuse('backup-entry-unknown', name)
    folded.set(fold(name), name)
    byName.set(name, entry)
  }
  return byName
}

const plainName = ({ name }: Pick<IndexedEntry, 'name'>): string => name.replace(/^(?:\.\/)+/, '')

/** The only top folder of a backup that was repacked together with its folder; else ''. */
function topFolderOf(entries: readonly Pick<IndexedEntry, 'name' | 'kind'>[]): string {
  const files = entries.filter(({ kind }) => kind !== 'folder').map(plainName)
  const own = files.filter((name) => !isLeftBySystem(name))
  const manifest = own.find((name) => name.endsWith(`/${manifestName}`))
  const top = manifest?.slice(0, -manifestName.length) ?? ''
  return own.every((name) => name.startsWith(top)) ? top : ''
}

// No entry of ours has such a name, so that its bytes need not be asked.
const isLeftBySystem = (name: string): boolean =>
  isOfSystem(name.replace(/\/$/, '')) || isNamedAppleDouble(posix.basename(name))

const fold = (name: string): string => name.normalize('NFC').toLowerCase()

function refuseUnsafe(name: string): void {
  const parts = name.replace(/\/$/, '').split('/')
  const isUnsafe =
    posix.isAbsolute(name) ||
    /[\p{C}\\:]/u.test(name) ||
    parts.some((part) => part === '..' || reserved.test(part.split('.')[0] ?? ''))
  if (isUnsafe) refuse('backup-unsafe-name', name)
}

type Refusal =
  | 'backup-unsafe-entry'
  | 'backup-unsafe-name'
  | 'backup-duplicate'
  | 'backup-case-twins'
  | 'backup-entry-unknown'

function refuse(code: Refusal, name: string, other = ''): never {
  throw new AppError(code, { name: printable(name), other: printable(other) })
}
