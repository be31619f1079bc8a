// node import-old.ts <data folder> <old project> [killed at this event, such as `INSERT ON portrait`]
// Imports everything of an old project, or goes on with an import that stopped, and says `ended <state>`.
// With CASTKEEPER_FAULT its calls to the disk fail or kill it.
import { writeSync } from 'node:fs'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { goOn, importAll, openImporting } from '../legacy/importing'
import { scanIn } from '../legacy/scanning'

const [dataFolder = '', project = '', killedAt = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

const fault = process.env.CASTKEEPER_FAULT
const fileSystem = fault
  ? withFailpoints(plainFileSystem(), fault, (point) => say(`hit ${point}`))
  : nodeFileSystem()
const library = openImporting({ dataFolder, fileSystem })
if (killedAt !== '') dieAt(killedAt)
library.imports.markInterrupted()
const findings = await scanIn(project)
const unfinished = library.imports.list().find(({ state }) => state === 'interrupted')
say('ready')
const ended =
  unfinished === undefined
    ? await importAll(library, findings)
    : await goOn(library, unfinished.id, findings)
await findings.close()
say(`ended ${ended.state} ${ended.error?.code ?? ''}`.trim())

/** Kills this process inside the transaction, by a trigger. */
function dieAt(event: string): void {
  library.database.function('die', () => {
    process.kill(process.pid, 'SIGKILL')
    return 0
  })
  library.database.exec(`CREATE TEMP TRIGGER die_there AFTER ${event} BEGIN SELECT die(); END`)
}
