import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeFileSystem } from '../../src/main/disk/file-system'
import { lookAtOldLibrary } from '../../src/main/legacy-import/look/look'
import type { ImportDecisions } from '../../src/shared/legacy-import'
import { median, type Row, takeTurns, timed } from '../measure'
import {
  makeOldLibrary,
  type OldLibraryFolder,
  writeHollowPicture,
  writeWholePicture,
} from './old-library-folder'
import type { Stage } from './stage'
import { settleDisk, watchMemory } from './watch'

const lookedAt = 10_000
/** More than what is decoded picture by picture, so that it is a large import that is measured. */
const imported = 600
/** Pictures are read and hashed by as many at once as Node has threads for files. */
const atOnce = 4
/** The first bytes of a file, in which its header stands. */
const headBytes = 4_096

const everything: ImportDecisions = {
  users: null,
  campaigns: null,
  includeArchived: true,
  campaignless: { kind: 'leave' },
  duplicates: 'skip',
  online: false,
  takeLooseFiles: false,
  takeOfferedFiles: false,
}

/** Looking at an old library and importing one, against plain Node and `cp -r` with the same files. */
export async function measureOldLibraries(stage: Stage): Promise<Row[]> {
  return [await measureLook(stage), ...(await measureImport(stage))]
}

async function measureLook({ folder, darkroom }: Stage): Promise<Row> {
  const old = makeOldLibrary(join(folder, 'old-large'), lookedAt, writeHollowPicture)
  const times = await takeTurns(
    { rounds: 5, warmUps: 1 },
    {
      ours: () =>
        timed(async () => {
          const fileSystem = nodeFileSystem()
          const clock = () => new Date()
          const where = { source: old.source, temporaryFolder: tmpdir() }
          const findings = await lookAtOldLibrary({ ...where, fileSystem, darkroom, clock })
          const sound = findings.portraits.filter((one) => one.class === 'local-ok').length
          await findings.close()
          if (sound !== lookedAt) throw new Error(`${sound} of ${lookedAt} were found sound`)
        }),
      baseline: () => timed(() => inTurns(old.pictures, peek)),
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

async function measureImport(stage: Stage): Promise<Row[]> {
  const { folder } = stage
  const old = makeOldLibrary(join(folder, 'old'), imported, writeWholePicture)
  const memory = watchMemory()
  const times = await takeTurns(
    { rounds: 3, warmUps: 1 },
    {
      async ours(round) {
        const dataFolder = join(folder, `imported-${round}`)
        const library = stage.openOther(dataFolder)
        await library.openImport.choose(old.folder)
        await library.openImport.look({ evenIfNewer: false })
        settleDisk()
        memory.begin()
        const took = await timed(async () => {
          const { state } = await library.openImport.start(everything).ended
          if (state !== 'done') throw new Error(`the import ended ${state}`)
        })
        memory.end()
        library.close()
        rmSync(dataFolder, { recursive: true })
        return took
      },
      async baseline(round) {
        const copy = join(folder, `copied-${round}`)
        settleDisk()
        const took = await timed(async () => {
          spawnSync('cp', ['-r', old.folder, copy], { stdio: 'inherit' })
          await inTurns(old.pictures, async (path) => hash('sha256', await readFile(path)))
        })
        rmSync(copy, { recursive: true })
        return took
      },
    },
  )
  const cancelled = await measureCancel(stage, old)
  rmSync(old.folder, { recursive: true })
  return [
    {
      name: `import ${imported} characters with 1.5 MB each`,
      unit: 'ms',
      ours: median(times.ours),
      baseline: median(times.baseline),
      against: 'cp -r, and SHA-256 of the same files with crypto.hash',
      limit: { on: 'ratio', most: 1.6 },
    },
    {
      name: 'most memory of the main process while importing',
      unit: 'MiB',
      ours: memory.most(),
      baseline: null,
      against: 'nothing',
      limit: { on: 'ours', most: 300 },
    },
    {
      name: 'a cancelled import stops after',
      unit: 's',
      ours: cancelled / 1_000,
      baseline: null,
      against: 'nothing',
      limit: { on: 'ours', most: 1 },
    },
  ]
}

async function measureCancel(stage: Stage, old: OldLibraryFolder): Promise<number> {
  const dataFolder = join(stage.folder, 'cancelled')
  const library = stage.openOther(dataFolder)
  await library.openImport.choose(old.folder)
  await library.openImport.look({ evenIfNewer: false })
  const { ended } = library.openImport.start(everything)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const took = await timed(async () => {
    library.openImport.cancel()
    const { state } = await ended
    if (state !== 'cancelled') throw new Error(`the import ended ${state}`)
  })
  library.close()
  rmSync(dataFolder, { recursive: true })
  return took
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

async function inTurns(
  paths: readonly string[],
  work: (path: string) => Promise<unknown>,
): Promise<void> {
  const line = [...paths]
  const takeOne = async () => {
    for (let path = line.pop(); path !== undefined; path = line.pop()) await work(path)
  }
  await Promise.all(Array.from({ length: atOnce }, takeOne))
}
