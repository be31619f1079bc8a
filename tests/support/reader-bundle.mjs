import { join } from 'node:path'

/** Where the reading process is bundled to for the unit tests. */
export const readerBundle = join(import.meta.dirname, '../../out/unit/reader-process.js')
