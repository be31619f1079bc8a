// node import-in-window.ts <data folder> <old project>
// Looks at an old project as the window does and says `ready`; with a line on its input it begins to import all of
// it. Says `refused <code>`, or `importing` and, with another line, goes on and says `ended <state>`.
import { readSync, writeSync } from 'node:fs'
import { AppError } from '../../../src/shared/errors'
import { everything } from '../legacy/importing'
import { openWindow } from '../legacy/open-window'

const [dataFolder = '', project = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)
// Nothing else happens here meanwhile, the import included.
const waitForLine = (): unknown => readSync(0, Buffer.alloc(1))

let isHeld = false
function holdOnce(): void {
  if (isHeld) return
  isHeld = true
  say('importing')
  waitForLine()
}

const { openImport } = openWindow({ dataFolder, onImporting: holdOnce })
await openImport.choose(project)
await openImport.scan({ evenIfNewer: false })
say('ready')
waitForLine()
try {
  const { ended } = await openImport.start(everything)
  say(`ended ${(await ended).state}`)
} catch (error) {
  if (!(error instanceof AppError)) throw error
  say(`refused ${error.code}`)
  await openImport.close()
}
