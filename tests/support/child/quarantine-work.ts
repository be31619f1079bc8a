// node quarantine-work.ts put|restore <data folder>
// Puts every stray into the quarantine, or everything in it back, and says `done` when that is over. With
// CASTKEEPER_FAULT its calls to the disk fail or kill it.
import { writeSync } from 'node:fs'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { createQuarantine } from '../../../src/main/integrity/quarantine/quarantine'

const [verb = '', dataFolder = '', ...paths] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)
const fault = process.env.CASTKEEPER_FAULT
const fileSystem = fault
  ? withFailpoints(plainFileSystem(), fault, (point) => say(`hit ${point}`))
  : nodeFileSystem()
const clock = () => new Date('2026-11-27T20:00:00.000Z')
const quarantine = createQuarantine({
  dataFolder,
  fileSystem,
  clock,
  portraitsInNeed: async () => [],
})

say('ready')
if (verb === 'put') {
  for (const path of paths) {
    const { id } = await quarantine.put(path, { why: 'stray', portraitId: null, facts: {} })
    say(`put ${id}`)
  }
} else {
  const { entries } = await quarantine.list()
  await quarantine.restore(entries.map(({ id }) => id))
}
say('done')
