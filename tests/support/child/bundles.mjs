import { join } from 'node:path'

/** Where the scripts of this folder and the reading process are bundled to for the unit tests. */
export const bundles = join(import.meta.dirname, '../../../out/unit/bundles')
