// node order-portrait.ts <data folder> <base URL>
// Orders a portrait of character 1 and says `ready` before it and `ended <code or done>` after it. With
// CASTKEEPER_FAULT its calls to the disk fail or kill it.
import { writeSync } from 'node:fs'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { AppError } from '../../../src/shared/errors'
import { openStudio } from '../studio'

const [dataFolder = '', baseUrl = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

const fault = process.env.CASTKEEPER_FAULT
const fileSystem = fault
  ? withFailpoints(plainFileSystem(), fault, (point) => say(`hit ${point}`))
  : nodeFileSystem()
const studio = await openStudio({ dataFolder, fileSystem, connection: { baseUrl } })
say('ready')
try {
  await studio.generation.run(studio.order({ count: 2 }))
  say('ended done')
} catch (error) {
  if (!(error instanceof AppError)) throw error
  say(`ended ${error.code}`)
}
