// node add-portraits.ts <data folder> <first number> <how many> [killed at this statement of the row | sync-off]
// Adds portraits to character 1, one after the other, and says `added <id> <sha256>` for each that was
// acknowledged. With CASTKEEPER_FAULT its calls to the disk fail or kill it; with `sync-off` the database does not wait
// for the disk.
import { writeSync } from 'node:fs'
import { commitInPlace } from '../../../src/main/core/database/commit-off-thread'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { openLibrary, picture, storePortrait } from '../library'

const [dataFolder = '', first = '1', count = '1', killedAt = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

const fault = process.env.CASTKEEPER_FAULT
const fileSystem = fault
  ? withFailpoints(plainFileSystem(), fault, (point) => say(`hit ${point}`))
  : nodeFileSystem()
const isSyncOff = killedAt === 'sync-off'
const library = openLibrary({
  dataFolder,
  fileSystem,
  ...(isSyncOff ? { commitOffThread: commitInPlace } : {}),
})
if (isSyncOff) library.database.pragma('synchronous = OFF')
else if (killedAt !== '') dieAt(killedAt)
say('ready')
const character = { kind: 'character', id: 1 } as const
for (let number = Number(first); number < Number(first) + Number(count); number += 1) {
  const added = await storePortrait(library, character, { bytes: picture(number) })
  say(`added ${added.id} ${added.sha256}`)
}
say('done')

/** Kills this process inside the transaction, by a trigger: `row` or `pointer`. */
function dieAt(place: string): void {
  library.database.function('die', () => {
    process.kill(process.pid, 'SIGKILL')
    return 0
  })
  const event = place === 'row' ? 'INSERT ON portrait' : 'UPDATE ON character'
  library.database.exec(`CREATE TEMP TRIGGER die_there AFTER ${event} BEGIN SELECT die(); END`)
}
