import { createHash, randomFillSync } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createCampaigns } from '../../src/main/campaigns/campaigns'
import { openDatabase } from '../../src/main/core/database/open'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { createPortraitsInNeed } from '../../src/main/portraits/last-copy'
import { createPortraits } from '../../src/main/portraits/portraits'
import type { Portrait } from '../../src/shared/portrait'
import { median, type Row, takeTurns, timed } from '../measure'

const files = 200
const [leastBytes, mostBytes] = [50_000, 3_000_000]
const turns = { rounds: 5, warmUps: 1 }
/** 0.8 times the speed. */
const mostSlower = 1 / 0.8

/** Reading the live copy of each file that is to go, against hashing the same bytes in the plainest way there is. */
export async function measureRemoval(folder: string): Promise<Row[]> {
  const dataFolder = join(folder, 'removal')
  const clock = () => new Date()
  const fileSystem = nodeFileSystem()
  const database = openDatabase({ dataFolder, clock })
  const portraits = createPortraits({ database, dataFolder, fileSystem, clock })
  const { id } = createCampaigns({ database, clock }).create({ name: 'Let go' })
  const all: Portrait[] = []
  for (let number = 1; number <= files; number += 1) {
    const bytes = randomFillSync(
      new Uint8Array(leastBytes + Math.round(((mostBytes - leastBytes) * number) / files)),
    )
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    all.push(
      await portraits.add({
        subject: { kind: 'campaign', id },
        bytes,
        sha256,
        format: 'png',
        widthPx: 512,
        heightPx: 768,
        provenance: { source: 'own-file' },
        makeCurrent: true,
      }),
    )
  }
  const portraitsInNeed = createPortraitsInNeed({ database, dataFolder, fileSystem })
  const { ours, baseline } = await takeTurns(turns, {
    ours: () =>
      timed(async () => {
        for (const { id: portraitId, sha256 } of all) {
          const inNeed = await portraitsInNeed({ sha256, portraitId })
          if (inNeed.length > 0) throw new Error('a sound portrait was found harmed')
        }
      }),
    baseline: () =>
      timed(() => {
        for (const { path, sha256 } of all) {
          const bytes = readFileSync(join(dataFolder, path))
          const found = createHash('sha256').update(bytes).digest('hex')
          if (found !== sha256) throw new Error('a sound portrait was hashed differently')
        }
      }),
  })
  database.close()
  rmSync(dataFolder, { recursive: true })
  return [
    {
      name: `Read the live copy before a removal, ${files} files`,
      unit: 'ms',
      ours: median(ours),
      baseline: median(baseline),
      against: 'readFile and SHA-256, one after the other',
      limit: { on: 'ratio', most: mostSlower },
    },
  ]
}
