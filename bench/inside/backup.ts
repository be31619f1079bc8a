import { execFileSync } from 'node:child_process'
import { hash, randomFillSync } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BackupParts, createBackup } from '../../src/main/backup/create'
import { restoreBackup } from '../../src/main/backup/restore'
import { createSnapshot } from '../../src/main/backup/snapshots/snapshots'
import { createCampaigns } from '../../src/main/campaigns/campaigns'
import { createCharacters } from '../../src/main/campaigns/characters'
import { openDatabase } from '../../src/main/core/database/open'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { createAddPortraits } from '../../src/main/portraits/add-portraits'
import { median, type Row, settleDisk, takeTurns, timed } from '../measure'
import { idleMemory, watchMemory, watchStalls } from './watch'

const portraits = 2_000
const bytesEach = 1_500_000
const newEachDay = 10
const turns = { rounds: 3, warmUps: 1 }

interface Scene {
  readonly folder: string
  readonly dataFolder: string
  readonly parts: BackupParts
  readonly add: (count: number) => Promise<void>
  /** Does our own work and answers how long it took in milliseconds; what it does to others is watched. */
  readonly watched: (work: () => Promise<unknown>) => Promise<number>
}

/** Backing up, restoring, and the automatic backup of a day, against `cp -r` and hashing the same files. */
export async function measureBackups(folder: string): Promise<Row[]> {
  const memory = watchMemory()
  const stalls = watchStalls()
  const watched = async (work: () => Promise<unknown>): Promise<number> => {
    settleDisk()
    memory.begin()
    stalls.begin()
    try {
      return await timed(work)
    } finally {
      memory.end()
      stalls.end()
    }
  }
  const scene = await setScene(join(folder, 'backups'), watched)
  const idle = await idleMemory()
  const rows = await measureAll(scene)
  scene.parts.database.close()
  rmSync(scene.folder, { recursive: true, force: true })
  const row = { baseline: null, against: 'nothing' } as const
  return [
    ...rows,
    {
      ...row,
      name: 'longest stall of the main process in all of these',
      unit: 'ms',
      ours: stalls.longest(),
      limit: { on: 'ours', most: 50 },
    },
    {
      ...row,
      name: 'most memory of the main process in all of these, over idle',
      unit: 'MiB',
      ours: memory.most() - idle,
      limit: { on: 'ours', most: 200 },
    },
  ]
}

async function measureAll(scene: Scene): Promise<Row[]> {
  const copied = 'cp -r, and SHA-256 of the same files with crypto.hash in Node'
  const row = (
    name: string,
    { ours, baseline }: Awaited<ReturnType<typeof takeTurns>>,
    against: string,
    most: number | null,
  ): Row => ({
    name: `${name}, ${portraits.toLocaleString('en')} portraits of 1.5 MB`,
    unit: 'ms',
    ours: median(ours),
    baseline: median(baseline),
    against,
    limit: most === null ? null : { on: 'ratio', most },
  })
  const against = (ours: (round: number) => Promise<number>, baseline: typeof ours) =>
    takeTurns(turns, { ours, baseline })
  const plain = await against(
    () => backUp(scene, false),
    () => copyAndHash(scene),
  )
  const verified = await against(
    () => backUp(scene, true),
    () => copyAndHash(scene),
  )
  const target = await makeArchive(scene)
  const safely: number[] = []
  const restored = await against(
    () => restore(scene, target),
    async () => {
      const [copying, syncing] = await copyAndSync(scene)
      safely.push(copying + syncing)
      return copying
    },
  )
  rmSync(target)
  const daily = await against(
    (round) => storeDay(scene, round),
    (round) => storeFirst(scene, round),
  )
  const durable = { ours: restored.ours, baseline: safely.slice(turns.warmUps) }
  return [
    row('back up without reading back', plain, copied, 1.3),
    row('back up, verified', verified, copied, 1.9),
    row('restore', restored, 'cp -r, which leaves it to the system to write', 1.6),
    row('the same restore', durable, 'cp -r, and waiting until it is on the disk (sync)', null),
    row(`automatic backup with ${newEachDay} new`, daily, 'the first one', 0.05),
  ]
}

async function setScene(folder: string, watched: Scene['watched']): Promise<Scene> {
  const dataFolder = join(folder, 'library')
  mkdirSync(dataFolder, { recursive: true })
  const clock = () => new Date()
  const fileSystem = nodeFileSystem()
  const database = openDatabase({ dataFolder, clock })
  const characters = createCharacters({ database, clock })
  const { id: campaignId } = createCampaigns({ database, clock }).create({ name: 'Bench' })
  const add = async (count: number): Promise<void> => {
    const addPortraits = createAddPortraits({ database, dataFolder, fileSystem, clock })
    for (let number = 0; number < count; number += 1) {
      const { id } = characters.create({ campaignId, name: `Sitter ${number}` })
      const bytes = randomFillSync(new Uint8Array(bytesEach))
      const placed = await addPortraits.place({
        subject: { kind: 'character', id },
        bytes,
        sha256: hash('sha256', bytes),
        format: 'png',
        widthPx: 1_024,
        heightPx: 1_536,
        provenance: { source: 'own-file' },
        makeCurrent: true,
      })
      await addPortraits.enter([placed], () => undefined)
    }
  }
  await add(portraits)
  const settings = {}
  const parts = { database, dataFolder, fileSystem, clock, appVersion: '0', settings, readme: '' }
  return { folder, dataFolder, parts, add, watched }
}

/** Copies with `cp -r`, and then sees to it that the copy is on the disk; milliseconds of each. */
async function copyAndSync({ folder, dataFolder }: Scene): Promise<[number, number]> {
  const copy = join(folder, 'copy')
  rmSync(copy, { recursive: true, force: true })
  settleDisk()
  const copying = await timed(() => execFileSync('cp', ['-r', dataFolder, copy]))
  const syncing = await timed(settleDisk)
  rmSync(copy, { recursive: true })
  return [copying, syncing]
}

const hashAll = `const { hash } = require('node:crypto'); const { readdirSync, readFileSync } = require('node:fs')
for (const name of readdirSync(process.argv[1])) hash('sha256', readFileSync(process.argv[1] + '/' + name))`

async function copyAndHash({ folder, dataFolder }: Scene): Promise<number> {
  const copy = join(folder, 'copy')
  const faces = join(dataFolder, 'static/portraits/characters')
  rmSync(copy, { recursive: true, force: true })
  settleDisk()
  const taken = await timed(() => {
    execFileSync('cp', ['-r', dataFolder, copy])
    execFileSync(process.env.BENCH_NODE ?? 'node', ['-e', hashAll, faces])
  })
  rmSync(copy, { recursive: true })
  return taken
}

async function backUp({ parts, folder, watched }: Scene, isVerified: boolean): Promise<number> {
  const target = join(folder, 'backup.tar')
  const taken = await watched(() => createBackup(parts, { target, isVerified }))
  rmSync(target)
  return taken
}

async function makeArchive({ parts, folder }: Scene): Promise<string> {
  return (await createBackup(parts, { target: join(folder, 'restore.tar') })).path
}

async function restore({ parts, folder, watched }: Scene, target: string): Promise<number> {
  const dataFolder = join(folder, 'restored')
  mkdirSync(dataFolder)
  const libraryHandle = { close: () => null, open: () => undefined }
  const taken = await watched(() => restoreBackup(target, { ...parts, dataFolder, libraryHandle }))
  rmSync(dataFolder, { recursive: true })
  return taken
}

async function storeFirst({ parts, folder, watched }: Scene, round: number): Promise<number> {
  const into = join(folder, `first-${round}`)
  const taken = await watched(() => createSnapshot(parts, { folder: into, why: 'day' }))
  rmSync(into, { recursive: true })
  return taken
}

/** Into a folder that has the backup of the day before. */
async function storeDay({ parts, folder, add, watched }: Scene, round: number): Promise<number> {
  const into = join(folder, 'daily')
  if (round === 0) await createSnapshot(parts, { folder: into, why: 'day' })
  await add(newEachDay)
  return watched(() => createSnapshot(parts, { folder: into, why: 'day' }))
}
