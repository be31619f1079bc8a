// node move-data.ts <home> <new folder> [killed at this step]
// Moves the data, and says `moved` when it was acknowledged. With CASTKEEPER_FAULT its calls to the disk fail
// or kill it.
import { writeSync } from 'node:fs'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { moveData } from '../../../src/main/relocation/move'
import { chooseTarget } from '../../../src/main/relocation/target'
import { makeDoor } from '../backup/restoring'

const [home = '', chosen = '', killedAt = '0'] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)
const fault = process.env.CASTKEEPER_FAULT
const fileSystem = fault
  ? withFailpoints(plainFileSystem(), fault, (point) => say(`hit ${point}`))
  : nodeFileSystem()
let steps = 0
const libraryHandle = makeDoor(home)
libraryHandle.open()
say('ready')
await moveData(chooseTarget({ chosen, from: home, home, backupFolder: `${home} Backups` }), {
  home,
  from: home,
  fileSystem,
  clock: () => new Date(),
  libraryHandle: { seal: () => void libraryHandle.close(), unseal: () => libraryHandle.open() },
  onStep: (step) => {
    steps += 1
    if (steps !== Number(killedAt)) return
    say(`hit ${step}`)
    process.kill(process.pid, 'SIGKILL')
  },
})
say('moved')
