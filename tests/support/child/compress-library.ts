// node compress-library.ts <data folder> [row|put-back]
// Makes every portrait of a library smaller, the image sandbox played, and says `done` at its end; `put-back`
// puts all originals back instead. With CASTKEEPER_FAULT its calls to the disk fail or kill it; `row` kills
// it inside the transaction, after the row was written.
import { writeSync } from 'node:fs'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { lossless, openCompression } from '../compressing'

const [dataFolder = '', what = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)
const fault = process.env.CASTKEEPER_FAULT
const fileSystem = fault
  ? withFailpoints(plainFileSystem(), fault, (point) => say(`hit ${point}`))
  : nodeFileSystem()
const library = openCompression({ dataFolder, fileSystem })
if (what === 'row') {
  library.database.function('die', () => {
    process.kill(process.pid, 'SIGKILL')
    return 0
  })
  library.database.exec(
    'CREATE TEMP TRIGGER die_there AFTER UPDATE OF path ON portrait BEGIN SELECT die(); END',
  )
}
say('ready')
if (what === 'put-back') await library.compression.putBack(undefined, library.job())
else await library.run(lossless)
say('done')
