// node open-library.ts <data folder>
// Opens a library, which brings it up to date, and says `done` when it is open.
import { writeSync } from 'node:fs'
import { openLibrary } from '../library'

const [dataFolder = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)
say('ready')
openLibrary({ dataFolder })
say('done')
