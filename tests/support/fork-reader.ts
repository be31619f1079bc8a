import { join } from 'node:path'

const flags = ['--import', join(import.meta.dirname, 'child/bundled-reader.mjs')]

// Processes that the sources fork begin with the flags of their own process. Files of tests share one.
if (!process.execArgv.includes(flags.join())) process.execArgv.push(...flags)
