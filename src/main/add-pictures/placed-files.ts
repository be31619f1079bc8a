import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import type { FileSystem, NewFile } from '../core/disk/file-system'
import { namesIn } from '../core/disk/names-in'
import { isProcessRunning } from '../core/disk/process-running'
import { placedNoteName, writerOfPlacedNote } from '../core/disk/scratch/names'
import { asDiskError } from '../core/disk/write-file'

interface NoteFolder {
  /** The user data folder. */
  readonly dataFolder: string
  readonly fileSystem: FileSystem
}

/**
 * The files that a run has placed and that have no row yet, in a note beside the library. When the run is killed, the
 * next start knows by it which files belong to nothing. After a power cut the note may lack some, which a check finds.
 */
export class PlacedFiles {
  readonly #folder: NoteFolder
  readonly #path: string
  readonly #withoutRow = new Set<string>()
  #file: Promise<NewFile> | null = null
  #written: Promise<void> = Promise.resolve()

  constructor(folder: NoteFolder) {
    this.#folder = folder
    this.#path = join(folder.dataFolder, placedNoteName())
  }

  /** To be called before the file is placed; its path is below the data folder. Throws AppErrors of the disk. */
  note = (path: string): Promise<void> => {
    this.#withoutRow.add(path)
    this.#file ??= this.#folder.fileSystem.append(this.#path)
    const file = this.#file
    const line = Buffer.from(`${path}\n`)
    // One after the other, or two lines might mix.
    this.#written = this.#written.then(async () => writeAll(await file, line))
    return this.#written.catch((error: unknown) => {
      throw asDiskError(error, { folder: this.#folder.dataFolder })
    })
  }

  /** They have their rows. */
  entered(paths: readonly string[]): void {
    for (const path of paths) this.#withoutRow.delete(path)
  }

  /** Removes the note, unless a file in it still has no row: the next start looks at that one. */
  async close(): Promise<void> {
    if (this.#file === null) return
    await this.#file.then((file) => file.close()).catch(() => undefined)
    if (this.#withoutRow.size > 0) return
    // One that stays names nothing but files with rows.
    await this.#folder.fileSystem.unlink(this.#path).catch(() => undefined)
  }
}

async function writeAll(file: NewFile, line: Uint8Array): Promise<void> {
  let written = 0
  while (written < line.length) written += await file.write(line.subarray(written))
}

/** A portrait's path, as a note has it. */
const portraitPath = /^static\/portraits\/(?:gm|characters|loose)\/[\w-]+\.\w+$/

export interface QuarantinePlacedParts extends NoteFolder {
  readonly database: Database
  readonly quarantine: {
    put(
      path: string,
      order: {
        readonly why: 'stray'
        readonly portraitId: null
        readonly facts: Readonly<Record<string, never>>
      },
    ): Promise<{ readonly id: string }>
    restore(ids: readonly string[]): Promise<unknown>
  }
  /** Whether a process with this id runs; its files are left to it. */
  readonly isRunning?: (processId: number) => boolean
}

/**
 * Moves to the quarantine the files that killed runs have stored without a row, since adding the same pictures again
 * stores them a second time. Resolves with the number of moved files. Throws AppErrors of the disk; the note then stays
 * for the next start.
 */
export async function quarantinePlacedFiles(parts: QuarantinePlacedParts): Promise<number> {
  const { dataFolder, fileSystem, isRunning = isProcessRunning } = parts
  let moved = 0
  for (const name of await namesIn(fileSystem, dataFolder)) {
    const processId = writerOfPlacedNote(name)
    if (processId === null || isRunning(processId)) continue
    const note = join(dataFolder, name)
    const lines = Buffer.from(await fileSystem.readFile(note))
      .toString('utf8')
      .split('\n')
    for (const path of new Set(lines.filter((line) => portraitPath.test(line)))) {
      if (await quarantineUnlessStored(parts, path)) moved += 1
    }
    await fileSystem.unlink(note)
  }
  return moved
}

async function quarantineUnlessStored(
  { database, quarantine }: QuarantinePlacedParts,
  path: string,
): Promise<boolean> {
  const row = database.prepare<[string]>('SELECT 1 FROM portrait WHERE path = ?')
  if (row.get(path) !== undefined) return false
  try {
    const { id } = await quarantine.put(path, { why: 'stray', portraitId: null, facts: {} })
    if (row.get(path) === undefined) return true
    // Another process has given it a row during the move.
    await quarantine.restore([id])
    return false
  } catch (error) {
    const isNone = error instanceof AppError && /^(?:not-found|not-a-plain-file)$/.test(error.code)
    if (isNone) return false
    throw error
  }
}
