import { z } from 'zod'
import {
  type QuarantineEntry,
  quarantineIdSchema,
  quarantineReasons,
} from '../../../shared/quarantine'
import { parseJson } from '../../core/json-file'
import { isMovablePath } from './library-path'

export const quarantineFolder = 'quarantine'
export const manifestName = 'manifest.jsonl'

const lineSchema = z.object({
  id: quarantineIdSchema,
  why: z.enum(quarantineReasons),
  originalPath: z.string().refine(isMovablePath),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().nonnegative(),
  portraitId: z.number().int().positive().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  putAt: z.iso.datetime(),
})

/** An entry as its line of the manifest. Where the file is follows from its id. */
export function toLine({ path, ...entry }: QuarantineEntry): Uint8Array {
  return Buffer.from(`${JSON.stringify({ ...entry, path })}\n`)
}

/**
 * The entries of one folder's manifest by the name of their file, and how many lines are invalid: cut off by
 * a crash, or damaged. A line can only ever name a file of its own folder.
 */
export function readManifest(
  text: string,
  folder: string,
): { readonly entries: ReadonlyMap<string, QuarantineEntry>; readonly damagedLines: number } {
  const entries = new Map<string, QuarantineEntry>()
  let damagedLines = 0
  for (const line of text.split('\n')) {
    if (line === '') continue
    const entry = readLine(line)
    const [own, name] = entry?.id.split('/') ?? []
    if (entry !== null && own === folder && name !== undefined) entries.set(name, entry)
    else damagedLines += 1
  }
  return { entries, damagedLines }
}

function readLine(line: string): QuarantineEntry | null {
  try {
    const parsed = lineSchema.safeParse(parseJson(line))
    if (!parsed.success) return null
    return { ...parsed.data, path: `${quarantineFolder}/${parsed.data.id}` }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
