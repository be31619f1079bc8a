// node empty-trash.ts <data folder> [killed at this statement]
// Removes for good all that lies in the trash, then the files of what was removed, by any process before
// as well. Says `emptied` when the rows are gone and `done` when the files are. With CASTKEEPER_FAULT its
// calls to the disk fail or kill it.
import { writeSync } from 'node:fs'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { openLibrary } from '../library'
import { openTrash } from '../trash'

const [dataFolder = '', killedAt = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

const fault = process.env.CASTKEEPER_FAULT
const fileSystem = fault
  ? withFailpoints(plainFileSystem(), fault, (point) => say(`hit ${point}`))
  : nodeFileSystem()
const library = openLibrary({ dataFolder, fileSystem })
if (killedAt !== '') dieAt(killedAt)
const trash = openTrash(library)
say('ready')
const { mark } = trash.plan('all', 30)
await trash.remove('all', mark)
say('emptied')
const files = await trash.workOff()
say(`files ${files.removed} ${files.left}`)
say('done')

/** Kills this process inside the transaction, by a trigger. */
function dieAt(event: string): void {
  library.database.function('die', () => {
    process.kill(process.pid, 'SIGKILL')
    return 0
  })
  library.database.exec(`CREATE TEMP TRIGGER die_there AFTER ${event} BEGIN SELECT die(); END`)
}
