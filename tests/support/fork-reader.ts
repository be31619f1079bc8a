import { join } from 'node:path'

// Processes that the sources fork begin with the flags of their own process.
process.execArgv.push('--import', join(import.meta.dirname, 'child/bundled-reader.mjs'))
