import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { checkout, sandboxSwitches, startElectron } from './electron.ts'
import { inTurns, median, type Row, settleDisk, takeTurns, timed } from './measure.ts'
import { oldLibrary } from './old-library.ts'

const rounds = { rounds: 3, warmUps: 1 } as const
/** Files are read and hashed by as many at once as Node has threads for them. */
const atOnce = 4
/** When the import that is cancelled is well under way, in milliseconds. */
const cancelAfterMs = 1_000

/** What the probe says of an import; memory in mebibytes. */
interface ImportFigures {
  readonly state: string
  readonly ms: number
  readonly before: number
  readonly most: number
}

/**
 * Importing an old library in the app itself, started again for each round and steered through its own screens,
 * against `cp -r` and hashing the same files.
 */
export async function measureImport(folder: string): Promise<Row[]> {
  const old = join(folder, oldLibrary.folder)
  const pictureFolder = join(old, 'static/portraits/characters')
  const pictures = readdirSync(pictureFolder).map((name) => join(pictureFolder, name))
  const figures: ImportFigures[] = []
  const times = await takeTurns(rounds, {
    async ours(round) {
      const figure = await importInApp(join(folder, `imported-${round}`), old)
      if (figure.state !== 'done') throw new Error(`the import ended ${figure.state}`)
      figures.push(figure)
      return figure.ms
    },
    async baseline(round) {
      const copy = join(folder, `copied-${round}`)
      settleDisk()
      const took = await timed(async () => {
        spawnSync('cp', ['-r', old, copy], { stdio: 'inherit' })
        await inTurns(pictures, atOnce, async (path) => hash('sha256', await readFile(path)))
      })
      rmSync(copy, { recursive: true })
      return took
    },
  })
  const cancelled = await importInApp(join(folder, 'cancelled'), old, cancelAfterMs)
  if (cancelled.state !== 'cancelled') throw new Error(`the import ended ${cancelled.state}`)
  rmSync(old, { recursive: true })
  const count = oldLibrary.characters.toLocaleString('en')
  return [
    {
      name: `import ${count} characters with 1.5 MB each`,
      unit: 'ms',
      ours: median(times.ours),
      baseline: median(times.baseline),
      against: 'cp -r, and SHA-256 of the same files with crypto.hash',
      limit: { on: 'ratio', most: 1.6 },
    },
    {
      name: 'most memory of the main process from its start to the end of that import',
      unit: 'MiB',
      ours: Math.max(...figures.map(({ most }) => most)),
      baseline: median(figures.map(({ before }) => before)),
      against: 'the same process before the import',
      limit: { on: 'ours', most: 300 },
    },
    {
      name: 'a cancelled import stops after',
      unit: 's',
      ours: cancelled.ms / 1_000,
      baseline: null,
      against: 'nothing',
      limit: { on: 'ours', most: 1 },
    },
  ]
}

/** Imports into a data folder of its own, which is removed again. */
async function importInApp(
  dataFolder: string,
  old: string,
  cancelAfter: number | null = null,
): Promise<ImportFigures> {
  settleDisk()
  const probe = join(checkout, 'bench/import-probe.cjs')
  const switches = [...sandboxSwitches, `--user-data-dir=${dataFolder}`, '--lang=en']
  const child = startElectron(['-r', probe, checkout, ...switches], {
    BENCH_OLD: old,
    ...(cancelAfter === null ? {} : { BENCH_CANCEL_AFTER: String(cancelAfter) }),
  })
  let figures: ImportFigures | null = null
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, json] = line.split(' ', 2)
    if (word === 'IMPORT' && json !== undefined) figures = JSON.parse(json)
  }
  for (const left of [dataFolder, `${dataFolder} Backups`]) {
    rmSync(left, { recursive: true, force: true })
  }
  if (figures === null) throw new Error('the app ended before the import was done')
  return figures
}
