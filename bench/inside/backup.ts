import { execFileSync } from 'node:child_process'
import { hash, randomFillSync } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BackupParts, createBackup } from '../../src/main/backup/create'
import { restoreBackup } from '../../src/main/backup/restore'
import { storeBackup } from '../../src/main/backup/store'
import { createCampaigns } from '../../src/main/campaign/campaigns'
import { createCharacters } from '../../src/main/campaign/characters'
import { openDatabase } from '../../src/main/database/open'
import { nodeFileSystem } from '../../src/main/disk/file-system'
import { createBringIn } from '../../src/main/portraits/bring-in'
import { median, type Row, takeTurns, timed } from '../measure'

/** The limits are for 2,000; a tenth of them tells the same ratios in a tenth of the time. */
const portraits = Number(process.env.CASTKEEPER_BENCH_PORTRAITS ?? 200)
const bytesEach = 1_500_000
const newEachDay = Math.max(1, Math.round(portraits / 200))
const turns = { rounds: 3, warmUps: 1 }

interface Scene {
  readonly folder: string
  readonly dataFolder: string
  readonly parts: BackupParts
  readonly add: (count: number) => Promise<void>
}

/** Backing up, restoring, and the automatic backup of a day, against `cp -r` and hashing the same files. */
export async function measureBackups(folder: string): Promise<Row[]> {
  const scene = await setScene(join(folder, 'backups'))
  const size = `${portraits} portraits of 1.5 MB`
  const against = 'cp -r and SHA-256 of the same files'
  const copyAndHash = () => timed(() => hashAll(scene, copyAll(scene)))
  const plain = await takeTurns(turns, {
    ours: () => backUp(scene, false),
    baseline: copyAndHash,
  })
  const verified = await takeTurns(turns, {
    ours: () => backUp(scene, true),
    baseline: copyAndHash,
  })
  const restored = await takeTurns(turns, {
    ours: () => restore(scene),
    baseline: () => timed(() => copyAll(scene)),
  })
  const daily = await takeTurns(turns, {
    ours: (round) => storeDay(scene, round),
    baseline: (round) => storeAll(scene, round),
  })
  const row = (
    name: string,
    { ours, baseline }: typeof plain,
    other: string,
    most: number,
  ): Row => ({
    name: `${name}, ${size}`,
    unit: 'ms',
    ours: median(ours),
    baseline: median(baseline),
    against: other,
    limit: { on: 'ratio', most },
  })
  const rows = [
    row('Back up without reading back', plain, against, 1.3),
    row('Back up, verified', verified, against, 1.9),
    row('Restore', restored, 'cp -r', 1.6),
    row(`Automatic backup with ${newEachDay} new`, daily, 'a first one', 0.05),
  ]
  scene.parts.database.close()
  rmSync(scene.folder, { recursive: true, force: true })
  return rows
}

async function setScene(folder: string): Promise<Scene> {
  const dataFolder = join(folder, 'library')
  mkdirSync(dataFolder, { recursive: true })
  const clock = () => new Date()
  const fileSystem = nodeFileSystem()
  const database = openDatabase({ dataFolder, clock })
  const characters = createCharacters({ database, clock })
  const { id: campaignId } = createCampaigns({ database, clock }).create({ name: 'Bench' })
  const add = async (count: number): Promise<void> => {
    const bringIn = createBringIn({ database, dataFolder, fileSystem, clock })
    for (let number = 0; number < count; number += 1) {
      const { id } = characters.create({ campaignId, name: `Sitter ${number}` })
      const bytes = randomFillSync(new Uint8Array(bytesEach))
      const placed = await bringIn.place({
        subject: { kind: 'character', id },
        bytes,
        sha256: hash('sha256', bytes),
        format: 'png',
        widthPx: 1_024,
        heightPx: 1_536,
        provenance: { source: 'own-file' },
        makeCurrent: true,
      })
      await bringIn.enter([placed], () => undefined)
    }
  }
  await add(portraits)
  const settings = {}
  const parts = { database, dataFolder, fileSystem, clock, appVersion: '0', settings, readme: '' }
  return { folder, dataFolder, parts, add }
}

function copyAll({ folder, dataFolder }: Scene): string {
  const copy = join(folder, 'copy')
  rmSync(copy, { recursive: true, force: true })
  execFileSync('cp', ['-r', dataFolder, copy])
  return copy
}

function hashAll({ dataFolder }: Scene, _copy: string): void {
  const faces = join(dataFolder, 'static/portraits/characters')
  for (const name of readdirSync(faces)) hash('sha256', readFileSync(join(faces, name)))
}

async function backUp({ parts, folder }: Scene, isVerified: boolean): Promise<number> {
  const target = join(folder, 'backup.tar')
  rmSync(target, { force: true })
  return timed(() => createBackup(parts, { target, isVerified }))
}

async function restore({ parts, folder }: Scene): Promise<number> {
  const target = join(folder, 'restore.tar')
  rmSync(target, { force: true })
  await createBackup(parts, { target })
  const dataFolder = join(folder, 'restored')
  rmSync(dataFolder, { recursive: true, force: true })
  mkdirSync(dataFolder)
  const door = { close: () => null, open: () => undefined }
  return timed(() => restoreBackup(target, { ...parts, dataFolder, door }))
}

async function storeAll({ parts, folder }: Scene, round: number): Promise<number> {
  const into = join(folder, `first-${round}`)
  rmSync(into, { recursive: true, force: true })
  const taken = await timed(() => storeBackup(parts, { folder: into, why: 'day' }))
  rmSync(into, { recursive: true, force: true })
  return taken
}

async function storeDay({ parts, folder, add }: Scene, round: number): Promise<number> {
  const into = join(folder, `daily-${round}`)
  await storeBackup(parts, { folder: into, why: 'day' })
  await add(newEachDay)
  const taken = await timed(() => storeBackup(parts, { folder: into, why: 'day' }))
  rmSync(into, { recursive: true, force: true })
  return taken
}
