import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { copyFile } from '../source/copy-file'
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

/** Keeps what was extracted, so that an import that is gone on with reads what was read before. */
export async function keepExtract(extract: ExtractedLibrary, folder: string): Promise<void> {
  rmSync(join(folder, factsName), { force: true })
  const to = join(folder, databaseName)
  await copyFile({ from: extract.path, to, name: basename(extract.path), followLinks: false })
  const { generation, columns: known } = extract.tables
  const named = Object.entries(known).map(([table, names]) => [table, Object.fromEntries(names)])
  const facts = {
    tables: { generation, columns: Object.fromEntries(named) },
    unreadable: extract.unreadable,
  }
  writeFileSync(join(folder, factsName), JSON.stringify(facts), { flush: true, mode: 0o600 })
}

/** What was kept in this folder; null when nothing was, or a kill cut it short. */
export function readKeptExtract(folder: string): ExtractedLibrary | null {
  const path = join(folder, factsName)
  if (!existsSync(path)) return null
  const facts = factsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  return facts.success ? { ...facts.data, path: join(dirname(path), databaseName) } : null
}
