// node order-priced.ts <data folder> <base URL> <price of a picture> <first character> <how many>
// Orders a portrait of each of these characters, all at once, says `ready` before it, waits for a line on its input, and
// says `ended <code or done>` for each.
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { AppError } from '../../../src/shared/errors'
import { openStudio } from '../studio'

const [dataFolder = '', baseUrl = '', price = '', first = '', count = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)
const fault = process.env.CASTKEEPER_FAULT
const fileSystem = fault ? withFailpoints(plainFileSystem(), fault) : nodeFileSystem()
const studio = await openStudio({
  dataFolder,
  fileSystem,
  connection: { baseUrl, pricePerPictureUsd: Number(price) },
})
say('ready')
await once(process.stdin, 'data')
const ids = Array.from({ length: Number(count) }, (_, index) => Number(first) + index)
await Promise.all(
  ids.map(async (id) => {
    try {
      await studio.generation.run(studio.order({ subject: { kind: 'character', id } }))
      say('ended done')
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      say(`ended ${error.code}`)
    }
  }),
)
process.exit(0)
