import { join } from 'node:path'
import type { Language } from '../../shared/preferences'
import {
  maximumTableLines,
  type QuickWordPart,
  type TableFault,
  type TableProblem,
} from '../../shared/quick-character'
import { collapseSpaces, entryProblem } from '../../shared/word-lists'
import type { FileSystem } from '../core/disk/file-system'

/** The names of one sound: whole ones, the syllables of others, and family names. */
export interface NameTable {
  readonly given: readonly string[]
  readonly start: readonly string[]
  readonly middle: readonly string[]
  readonly end: readonly string[]
  readonly family: readonly string[]
  /** True where no name of syllables comes before every whole one has come. */
  readonly isWholeFirst?: true
}

export type WordTable = Readonly<Record<Language, readonly string[]>>

export interface Tables {
  /** By the name of its file without `.txt`, in the order of the alphabet. */
  readonly sounds: ReadonlyMap<string, NameTable>
  readonly words: Readonly<Record<QuickWordPart, WordTable>>
  /** The files that are left out, wholly or in part. */
  readonly problems: readonly TableProblem[]
}

/** A table has some hundred lines; what is larger than this is not read, in bytes. */
const maximumBytes = 4 * 1024 * 1024
const maximumEntryLength = 60
const nameSections = ['given', 'start', 'middle', 'end', 'family'] as const

/** Reads files below the folder of the tables, and notes what is wrong with them. */
class TableReader {
  readonly problems: TableProblem[] = []
  readonly #fileSystem: FileSystem
  readonly #folder: string

  constructor(fileSystem: FileSystem, folder: string) {
    this.#fileSystem = fileSystem
    this.#folder = folder
  }

  /** What `parse` makes of a file; of one that cannot be used it is the same as of an empty text. */
  async read<Table>(file: string, parse: (text: string) => Parsed<Table>): Promise<Table> {
    const read = await this.#text(file)
    const { table, isEmpty, isCut } = parse(read.text)
    const fault = read.fault ?? (isEmpty ? 'empty' : isCut ? 'cut' : null)
    if (fault !== null) this.problems.push({ file, fault })
    return table
  }

  async #text(file: string): Promise<{ readonly text: string; readonly fault: TableFault | null }> {
    try {
      const path = join(this.#folder, ...file.split('/'))
      const bytes = await this.#fileSystem.readFile(path, { maximumBytes })
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      return text.includes('\u0000') ? { text: '', fault: 'binary' } : { text, fault: null }
    } catch (error) {
      return { text: '', fault: error instanceof TypeError ? 'binary' : 'unreadable' }
    }
  }
}

/**
 * Reads the tables below `resources/tables`. A file that cannot be read, is too large or has no usable line
 * is left out and said, so that one bad file takes away nothing but its own entries.
 */
export async function readTables(fileSystem: FileSystem, folder: string): Promise<Tables> {
  const reader = new TableReader(fileSystem, folder)
  const found = await fileSystem.readdir(join(folder, 'names')).catch(() => [])
  const files = found.filter((name) => name.endsWith('.txt')).toSorted()
  const sounds = new Map<string, NameTable>()
  for (const file of files) {
    const table = await reader.read(`names/${file}`, parseNames)
    if (table !== null) sounds.set(file.slice(0, -'.txt'.length), table)
  }
  const words = (part: QuickWordPart) => reader.read(`words/${part}.txt`, parseWords)
  return {
    sounds,
    words: {
      occupation: await words('occupation'),
      manner: await words('manner'),
      wish: await words('wish'),
    },
    problems: reader.problems,
  }
}

/** What a text is as a table. */
interface Parsed<Table> {
  readonly table: Table
  /** Whether it has nothing that can be used. */
  readonly isEmpty: boolean
  /** Whether it has more than is used. */
  readonly isCut: boolean
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map(collapseSpaces)
    .filter((line) => line !== '' && !line.startsWith('#'))
}

const isUsable = (entry: string): boolean => entryProblem(entry, maximumEntryLength) === null

/** The names of a text with sections; lines before the first section are whole names. Null when there is no name. */
export function parseNames(text: string): Parsed<NameTable | null> {
  const sections = { given: [], start: [], middle: [], end: [], family: [] } as Record<
    (typeof nameSections)[number],
    string[]
  >
  let current: string[] | null = sections.given
  let isCut = false
  for (const line of linesOf(text)) {
    const heading = /^\[(.+)\]$/.exec(line)?.[1]
    if (heading !== undefined) {
      const name = nameSections.find((section) => section === heading)
      current = name === undefined ? null : sections[name]
    } else if (current !== null && isUsable(line)) {
      if (current.length < maximumTableLines) current.push(line)
      else isCut = true
    }
  }
  const hasModel = sections.start.length > 0 && sections.end.length > 0
  const isEmpty = sections.given.length === 0 && !hasModel
  return { table: isEmpty ? null : sections, isEmpty, isCut }
}

/** `English | French`, one a line; a line with one side only says the same in both languages. */
export function parseWords(text: string): Parsed<WordTable> {
  const usable = linesOf(text)
    .map((line) => line.split('|').map((side) => side.trim()))
    .filter((sides) => sides.every(isUsable))
  const pairs = usable.slice(0, maximumTableLines)
  return {
    table: {
      en: pairs.map(([english = '']) => english),
      fr: pairs.map(([english = '', french]) => french ?? english),
    },
    isEmpty: pairs.length === 0,
    isCut: usable.length > pairs.length,
  }
}
