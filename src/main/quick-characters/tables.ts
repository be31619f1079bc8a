import { join } from 'node:path'
import type { Language } from '../../shared/preferences'
import type { QuickWordPart } from '../../shared/quick-character'
import { isVisible, singleLine } from '../../shared/text'
import type { FileSystem } from '../core/disk/file-system'

/** The names of one sound: whole ones, the syllables of others, and family names. */
export interface NameTable {
  readonly given: readonly string[]
  readonly start: readonly string[]
  readonly middle: readonly string[]
  readonly end: readonly string[]
  readonly family: readonly string[]
}

export type WordTable = Readonly<Record<Language, readonly string[]>>

export interface Tables {
  /** By the name of its file without `.txt`, in the order of the alphabet. */
  readonly sounds: ReadonlyMap<string, NameTable>
  readonly words: Readonly<Record<QuickWordPart, WordTable>>
}

/** A table has some hundred lines; what is larger than this is not read, in bytes. */
const maximumBytes = 4 * 1024 * 1024
const maximumEntries = 2_000
const maximumEntryLength = 60

/**
 * Reads the tables below `resources/tables`. A file that cannot be read, is too large or has no usable line
 * is left out, so that one bad file takes away nothing but its own entries.
 */
export async function readTables(fileSystem: FileSystem, folder: string): Promise<Tables> {
  const names = join(folder, 'names')
  const found = await fileSystem.readdir(names).catch(() => [])
  const files = found.filter((name) => name.endsWith('.txt')).toSorted()
  const sounds = new Map<string, NameTable>()
  for (const file of files) {
    const table = parseNames(await readText(fileSystem, join(names, file)))
    if (table !== null) sounds.set(file.slice(0, -'.txt'.length), table)
  }
  const words = async (part: QuickWordPart) =>
    parseWords(await readText(fileSystem, join(folder, 'words', `${part}.txt`)))
  return {
    sounds,
    words: {
      occupation: await words('occupation'),
      manner: await words('manner'),
      wish: await words('wish'),
    },
  }
}

async function readText(fileSystem: FileSystem, path: string): Promise<string> {
  try {
    const bytes = await fileSystem.readFile(path, { maximumBytes })
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return ''
  }
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map(singleLine)
    .filter((line) => line !== '' && !line.startsWith('#'))
}

const isUsable = (entry: string): boolean => entry.length <= maximumEntryLength && isVisible(entry)

/** The names of a text with sections; lines before the first section are whole names. Null when there is no name. */
export function parseNames(text: string): NameTable | null {
  const sections = { given: [], start: [], middle: [], end: [], family: [] } as Record<
    keyof NameTable,
    string[]
  >
  let current: string[] | null = sections.given
  for (const line of linesOf(text)) {
    const heading = /^\[(.+)\]$/.exec(line)?.[1]
    if (heading !== undefined) {
      current = Object.entries(sections).find(([name]) => name === heading)?.[1] ?? null
    } else if (current !== null && current.length < maximumEntries && isUsable(line)) {
      current.push(line)
    }
  }
  const hasModel = sections.start.length > 0 && sections.end.length > 0
  return sections.given.length > 0 || hasModel ? sections : null
}

/** `English | French`, one a line; a line with one side only says the same in both languages. */
export function parseWords(text: string): WordTable {
  const pairs = linesOf(text)
    .slice(0, maximumEntries)
    .map((line) => line.split('|').map((side) => side.trim()))
    .filter((sides) => sides.every(isUsable))
  return {
    en: pairs.map(([english = '']) => english),
    fr: pairs.map(([english = '', french]) => french ?? english),
  }
}
