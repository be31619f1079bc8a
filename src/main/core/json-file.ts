import type { z } from 'zod'
import { readTextSync, replaceSync } from './disk/blocking'

/**
 * Parses what a JSON file holds. Editors on Windows put a byte order mark before what they save, which JSON.parse
 * refuses. Throws SyntaxError.
 */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\ufeff/, ''))
}

/** Reads a small JSON file of ours. Throws Node's own errors as `readTextSync` does, SyntaxError and ZodError. */
export function readJsonFile<Schema extends z.ZodType>(path: string, schema: Schema) {
  return schema.parse(parseJson(readTextSync(path)))
}

/** The same, or null for whatever is not there, cannot be read, or is not what it should be. */
export function readJsonFileOrNull<Schema extends z.ZodType>(path: string, schema: Schema) {
  try {
    return readJsonFile(path, schema)
  } catch {
    // Each caller decides what is right without the file.
    return null
  }
}

/**
 * Writes a value as JSON, whole and on the disk when it returns: readers see the previous file or the new one.
 * `isForPeople` puts each part on a line of its own. Throws Node's own errors.
 */
export function writeJsonFile(
  path: string,
  value: unknown,
  { isForPeople = false }: { readonly isForPeople?: boolean } = {},
): void {
  replaceSync(path, isForPeople ? `${JSON.stringify(value, null, 2)}\n` : JSON.stringify(value))
}
