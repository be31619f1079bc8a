import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFileOrNull, writeJsonFile } from '../core/json-file'

// The list is a file like any other, and what it names is removed.
const innerPath = z.string().refine((path) => {
  const parts = path.split(/[/\\]/)
  return parts.every((part) => !['', '.', '..'].includes(part)) && !/^[a-z]:|\0/i.test(path)
})

const listSchema = z.object({
  files: z.array(
    z.object({
      path: innerPath,
      bytes: z.number(),
      modifiedMs: z.number(),
      /** Of the bytes that were copied; missing in lists from before it was noted. */
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
    }),
  ),
  folders: z.array(innerPath),
})

/** What was copied from a previous location, as it was then. */
export type PreviousList = Readonly<z.infer<typeof listSchema>>
export type PreviousFile = PreviousList['files'][number]

/** The list of a previous location, in the usual folder; null where our files cannot be told from others. */
export function readPreviousList(home: string, name: string): PreviousList | null {
  // Without the list nothing may be removed.
  return readJsonFileOrNull(join(home, name), listSchema)
}

/** Writes it as a whole. Throws Node's own errors. */
export function writePreviousList(home: string, name: string, list: PreviousList): void {
  writeJsonFile(join(home, name), list)
}
