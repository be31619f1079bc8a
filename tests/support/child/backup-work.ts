// node backup-work.ts backup|store <data folder> <target> | restore <data folder> <archive> [killed at this step]
// Backs up or restores, and says `done` when it was acknowledged. With CASTKEEPER_FAULT its calls to the
// disk fail or kill it.
import { writeSync } from 'node:fs'
import { createBackup } from '../../../src/main/backup/create'
import { restoreBackup } from '../../../src/main/backup/restore'
import { createSnapshot } from '../../../src/main/backup/snapshots/snapshots'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { partsOf } from '../backup/making'
import { restoreParts } from '../backup/restoring'
import { openLibrary } from '../library'

const [verb = '', dataFolder = '', other = '', killedAt = '0'] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)
const fault = process.env.CASTKEEPER_FAULT
const fileSystem = fault
  ? withFailpoints(plainFileSystem(), fault, (point) => say(`hit ${point}`))
  : nodeFileSystem()

if (verb === 'backup') {
  const library = openLibrary({ dataFolder, fileSystem })
  say('ready')
  const { path } = await createBackup(partsOf(library), { target: other })
  say(`made ${path}`)
} else if (verb === 'store') {
  const library = openLibrary({ dataFolder, fileSystem })
  say('ready')
  const clock = () => new Date()
  const { name } = await createSnapshot(
    { ...partsOf(library), clock },
    { folder: other, why: 'day' },
  )
  say(`made ${name}`)
} else {
  let steps = 0
  const onStep = (step: string): void => {
    steps += 1
    if (steps !== Number(killedAt)) return
    say(`hit ${step}`)
    process.kill(process.pid, 'SIGKILL')
  }
  const parts = restoreParts(dataFolder, { fileSystem, onStep })
  parts.libraryHandle.open()
  say('ready')
  await restoreBackup(other, parts)
}
say('done')
