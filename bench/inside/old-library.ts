import { rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { scanOldLibrary } from '../../src/main/legacy-import/scan/scan'
import { inTurns, median, type Row, takeTurns, timed } from '../measure'
import { makeOldLibrary, writeHollowPicture, writeWholePicture } from './old-library-folder'
import type { Stage } from './stage'

const lookedAt = 10_000
/** Files are read by as many at once as Node has threads for them. */
const atOnce = 4
/** The first bytes of a file, in which its header stands. */
const headBytes = 4_096

/** Puts an old library with so many characters, a whole picture each, where the import is measured. */
export function placeOldLibrary(folder: string, characters: number): void {
  makeOldLibrary(folder, characters, writeWholePicture)
}

/** Looking at an old library, against plain Node with the same files. */
export async function measureLook({ folder, imageSandbox }: Stage): Promise<Row> {
  const old = makeOldLibrary(join(folder, 'old-large'), lookedAt, writeHollowPicture)
  const times = await takeTurns(
    { rounds: 5, warmUps: 1 },
    {
      ours: () =>
        timed(async () => {
          const fileSystem = nodeFileSystem()
          const clock = () => new Date()
          const where = { source: old.source, temporaryFolder: tmpdir() }
          const findings = await scanOldLibrary({ ...where, fileSystem, imageSandbox, clock })
          const sound = findings.portraits.filter((one) => one.class === 'local-ok').length
          await findings.close()
          if (sound !== lookedAt) throw new Error(`${sound} of ${lookedAt} were found sound`)
        }),
      baseline: () => timed(() => inTurns(old.pictures, atOnce, peek)),
    },
  )
  rmSync(old.folder, { recursive: true })
  return {
    name: `look at an old library of ${lookedAt.toLocaleString('en')} characters and files`,
    unit: 'ms',
    ours: median(times.ours),
    baseline: median(times.baseline),
    against: `stat of these files and reading their first bytes, ${atOnce} at once`,
    limit: { on: 'ratio', most: 1.5 },
  }
}

/** As little as tells what a file is. */
async function peek(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.stat()
    await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  } finally {
    await file.close()
  }
}
