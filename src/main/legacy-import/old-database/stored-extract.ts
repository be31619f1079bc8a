import { join } from 'node:path'
import { z } from 'zod'
import { removeNow } from '../../core/disk/blocking'
import { copyFile } from '../../core/disk/copy-file'
import { plainFileSystem } from '../../core/disk/file-system'
import { asDiskError } from '../../core/disk/write-file'
import { readJsonFileOrNull, writeJsonFile } from '../../core/json-file'
import type { ExtractedLibrary } from './open-old'

/** Written last: without it the database beside it is the half of one. */
const factsName = 'library.json'
const databaseName = 'library.db'

const columns = z
  .record(z.string(), z.string())
  .transform((names) => new Map(Object.entries(names)))
const factsSchema = z.object({
  tables: z.object({
    generation: z.enum(['G0', 'G1', 'G2', 'G3', 'G4', 'newer']),
    columns: z.object({
      users: columns,
      campaigns: columns,
      characters: columns,
      messages: columns,
    }),
  }),
  unreadable: z.array(z.object({ table: z.string(), what: z.string() })),
})

/** Stores what was extracted, so that resuming an import reads the same data. */
export async function storeExtract(extract: ExtractedLibrary, folder: string): Promise<void> {
  removeNow(join(folder, factsName))
  const to = join(folder, databaseName)
  // The half of one, from a process that was killed.
  removeNow(to)
  const asWriteError = (error: unknown) => asDiskError(error, { folder })
  await copyFile(plainFileSystem(), extract.path, to, { asWriteError })
  const { generation, columns: known } = extract.tables
  const named = Object.entries(known).map(([table, names]) => [table, Object.fromEntries(names)])
  const facts = {
    tables: { generation, columns: Object.fromEntries(named) },
    unreadable: extract.unreadable,
  }
  writeJsonFile(join(folder, factsName), facts)
}

/** What was kept in this folder; null when nothing was, or a kill cut it short. */
export function readStoredExtract(folder: string): ExtractedLibrary | null {
  const facts = readJsonFileOrNull(join(folder, factsName), factsSchema)
  return facts === null ? null : { ...facts, path: join(folder, databaseName) }
}
