// node make-work-folder.ts <data folder> <bytes>
// Makes a folder for work of so many bytes, and says as JSON where it was made, or why not, and what is left.
import { readdirSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { workPlace } from '../../../src/main/backup/swap'
import { makeWorkFolder } from '../../../src/main/core/disk/scratch/folders'
import { AppError } from '../../../src/shared/errors'

const [dataFolder = '', bytes = ''] = process.argv.slice(2)

async function outcome() {
  try {
    const folder = await makeWorkFolder(workPlace(dataFolder), Number(bytes))
    const isInData = folder.path.startsWith(join(dataFolder, 'work'))
    const place = isInData ? 'data' : dirname(folder.path) === tmpdir() ? 'temporary' : folder.path
    await folder.remove()
    return { place }
  } catch (error) {
    return { error: error instanceof AppError ? error.toReport() : String(error) }
  }
}

const came = await outcome()
const left = [join(dataFolder, 'work'), tmpdir()].flatMap((folder) => readdirSync(folder))
writeSync(1, JSON.stringify({ ...came, left }))
