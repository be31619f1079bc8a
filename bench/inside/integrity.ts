import { createHash, randomFillSync } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createCampaigns } from '../../src/main/campaigns/campaigns'
import { createCharacters } from '../../src/main/campaigns/characters'
import { openDatabase } from '../../src/main/core/database/open'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { type CheckParts, checkIntegrity } from '../../src/main/integrity/check'
import { createQuarantine } from '../../src/main/integrity/quarantine/quarantine'
import { createPortraitsInNeed } from '../../src/main/portraits/last-copy'
import { createPortraits } from '../../src/main/portraits/portraits'
import { median, percentile, type Row, takeTurns, timed } from '../measure'

const files = 10_000
const [leastBytes, mostBytes] = [1_000, 150_000]
const turns = { rounds: 3, warmUps: 1 }
/** 0.7 and 0.5 times the speed. */
const mostThorough = 1 / 0.7
const mostQuick = 1 / 0.5
const mostStallMs = 50

/** Checking a library against reading, or only looking at, the same files in the plainest way there is. */
export async function measureIntegrity(folder: string): Promise<Row[]> {
  const parts = setScene(join(folder, 'integrity'))
  const faces = join(parts.dataFolder, 'static')
  const stalls: number[] = []
  const check = async (depth: 'quick' | 'thorough'): Promise<number> => {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const taken = await timed(() => requireIntact(parts, depth))
    delay.disable()
    stalls.push(delay.max / 1e6)
    return taken
  }
  const thorough = await takeTurns(turns, {
    ours: () => check('thorough'),
    baseline: () => timed(() => lookPlainly(faces, (path) => hash(path))),
  })
  const quick = await takeTurns(turns, {
    ours: () => check('quick'),
    baseline: () => timed(() => lookPlainly(faces, () => undefined)),
  })
  const row = (name: string, { ours, baseline }: typeof quick, against: string, most: number) => ({
    name: `${name}, ${files} files`,
    unit: 'ms' as const,
    ours: median(ours),
    baseline: median(baseline),
    against,
    limit: { on: 'ratio', most } as const,
  })
  const rows: Row[] = [
    row(
      'Check every byte',
      thorough,
      'readdir, stat and SHA-256, one after the other',
      mostThorough,
    ),
    row('Check names and sizes', quick, 'readdir and stat, one after the other', mostQuick),
    {
      name: 'Longest stall while checking',
      unit: 'ms',
      ours: percentile(stalls, 1),
      baseline: null,
      against: 'nothing',
      limit: { on: 'ours', most: mostStallMs },
    },
  ]
  parts.database.close()
  rmSync(parts.dataFolder, { recursive: true, force: true })
  return rows
}

async function requireIntact(parts: CheckParts, depth: 'quick' | 'thorough'): Promise<void> {
  const { verdict, files: seen } = await checkIntegrity(parts, { depth })
  if (verdict !== 'sound' || seen !== files) throw new Error(`${verdict}: ${seen} files`)
}

function lookPlainly(folder: string, look: (path: string) => unknown): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    statSync(path)
    look(path)
  }
}

function hash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

function setScene(dataFolder: string): CheckParts {
  mkdirSync(join(dataFolder, 'static/portraits/characters'), { recursive: true })
  const clock = () => new Date()
  const fileSystem = nodeFileSystem()
  const database = openDatabase({ dataFolder, clock })
  const { id: campaignId } = createCampaigns({ database, clock }).create({ name: 'Bench' })
  const { id } = createCharacters({ database, clock }).create({ campaignId, name: 'Sitter' })
  const insert = database.prepare(
    `INSERT INTO portrait (character_id, path, sha256, bytes, format, width_px, height_px, source,
       created_at) VALUES (?, ?, ?, ?, 'png', 512, 768, 'own-file', '')`,
  )
  database.transaction(() => {
    for (let number = 1; number <= files; number += 1) {
      const share = number / files
      const size = Math.round(leastBytes + (mostBytes - leastBytes) * share * share)
      const bytes = randomFillSync(new Uint8Array(size))
      const path = `static/portraits/characters/character_${id}-${number}.png`
      writeFileSync(join(dataFolder, path), bytes)
      const sum = createHash('sha256').update(bytes).digest('hex')
      insert.run(id, path, sum, size)
    }
  })()
  const portraits = createPortraits({ database, dataFolder, fileSystem, clock })
  return {
    database,
    dataFolder,
    fileSystem,
    portraits,
    quarantine: createQuarantine({
      dataFolder,
      fileSystem,
      clock,
      portraitsInNeed: createPortraitsInNeed({ database, dataFolder, fileSystem }),
    }),
    clock,
    lastVerifiedBackupAt: null,
    lastRestoredAt: null,
    hashesInBackups: new Set(),
  }
}
