// node add-pictures.ts <data folder> <folder> <new|match|keep>
// Adds the pictures of the folder to campaign 1, two at a time, and says `done`. With CASTKEEPER_FAULT its calls to the disk kill it.
import { writeSync } from 'node:fs'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { openPictureLibrary } from '../add-pictures'

const [dataFolder = '', folder = '', way = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

const fault = process.env.CASTKEEPER_FAULT
const fileSystem = fault
  ? withFailpoints(plainFileSystem(), fault, (point) => say(`hit ${point}`))
  : nodeFileSystem()
const library = openPictureLibrary({ dataFolder, fileSystem, batchSize: 2 })
say('ready')
await library.add(
  way === 'keep' ? { way } : { way: way === 'new' ? way : 'match', campaignId: 1 },
  folder,
)
say('done')
