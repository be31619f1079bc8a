// npm run bench: how fast Castkeeper is, against baselines measured in the same run. Prints a table, writes
// bench/results.json, and fails when a limit is missed.
//   npm run bench -- backups            only this part, or these: app, import, backups, removal, pictures, campaigns,
//                                       selecting, sessions, spending, quick, tags, window; writes no results
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { measureCastWindow } from './cast-window.ts'
import { checkout, runElectron, sandboxSwitches } from './electron.ts'
import { measureFrames } from './frames.ts'
import { measureImport } from './import.ts'
import { measureLibraryWindow } from './library-window.ts'
import { readMachine } from './machine.ts'
import { isHeld, type Row } from './measure.ts'
import { measureMemory } from './memory.ts'
import { measurePlayers } from './players.ts'
import { quickCast } from './quick-cast.ts'
import { measureQuickWindow } from './quick-window.ts'
import { toLegend, toTable, writeResults } from './report.ts'
import { measureSelectAll } from './select-all.ts'
import { measureColdStart, measureManyCampaigns, measureSecondStart } from './start.ts'

/** Bundled for Electron's main process, whose Node need not know TypeScript. */
async function buildInside(): Promise<string> {
  const outDir = join(checkout, 'out/bench')
  await build({
    configFile: false,
    root: checkout,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      rollupOptions: {
        input: {
          main: join(checkout, 'bench/inside/main.ts'),
          'gallery-page': join(checkout, 'bench/inside/gallery-page.ts'),
          'reader-process': join(checkout, 'src/main/app/reader-process.ts'),
        },
        external: ['electron'],
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  mkdirSync(outDir, { recursive: true })
  const manifest = { name: 'castkeeper-bench', version: '1.0.0', type: 'module', main: 'main.js' }
  writeFileSync(join(outDir, 'package.json'), JSON.stringify(manifest))
  return outDir
}

interface Inside {
  readonly rows: Row[]
  readonly electron: string
}

interface Bench {
  /** What runs inside Electron, bundled. */
  readonly app: string
  readonly folder: string
}

const parts = [
  'app',
  'import',
  'backups',
  'removal',
  'pictures',
  'campaigns',
  'selecting',
  'sessions',
  'spending',
  'quick',
  'tags',
  'window',
] as const
type Part = (typeof parts)[number]

/** Each measures what its name says; what `app` leaves in the folder is what `window` opens. */
const benches: Readonly<Record<Part, (bench: Bench) => Promise<Inside>>> = {
  app: (bench) => measureInside('app', bench),
  async import(bench) {
    const { electron } = await measureInside('old', bench)
    return { electron, rows: await measureImport(bench.folder) }
  },
  backups: (bench) => measureInside('backups', bench),
  removal: (bench) => measureInside('removal', bench),
  pictures: (bench) => measureInside('pictures', bench),
  async campaigns(bench) {
    const { electron } = await measureInside('campaigns', bench)
    return { electron, rows: await measureManyCampaigns(bench.folder) }
  },
  async selecting(bench) {
    const { electron } = await measureInside('selecting', bench)
    return { electron, rows: await measureSelectAll(bench.folder) }
  },
  sessions: (bench) => measureInside('sessions', bench),
  spending: (bench) => measureInside('spending', bench),
  async quick(bench) {
    const { electron, rows } = await measureInside('quick', bench)
    const dataFolder = join(bench.folder, quickCast.folder)
    return { electron, rows: [...rows, ...(await measureQuickWindow(dataFolder))] }
  },
  tags: (bench) => measureInside('tags', bench),
  async window({ folder }) {
    const dataFolder = join(folder, 'library')
    const rows = [
      ...(await measureFrames(folder, dataFolder)),
      ...(await measureCastWindow(dataFolder)),
      ...(await measureMemory(dataFolder)),
      ...(await measurePlayers(dataFolder)),
      ...(await measureLibraryWindow(join(folder, 'gallery'))),
      ...(await measureColdStart(folder, dataFolder)),
      await measureSecondStart(folder),
    ]
    return { rows, electron: '' }
  },
}

async function measureInside(
  part: Exclude<Part, 'import' | 'window'> | 'old',
  { app, folder }: Bench,
): Promise<Inside> {
  const answerFile = join(folder, `${part}.json`)
  const profile = `--user-data-dir=${join(folder, `electron-${part}`)}`
  // A baseline of plain Node is one in this Node.
  const env = { BENCH_NODE: process.execPath }
  await runElectron([app, ...sandboxSwitches, profile, part, checkout, folder, answerFile], env)
  return JSON.parse(readFileSync(answerFile, 'utf8'))
}

function chosenParts(args: readonly string[]): readonly Part[] {
  const unknown = args.filter((arg) => !parts.some((part) => part === arg))
  if (unknown.length > 0) throw new Error(`the parts are ${parts.join(', ')}`)
  const isChosen = (part: Part) =>
    args.length === 0 || args.includes(part) || (part === 'app' && args.includes('window'))
  return parts.filter(isChosen)
}

const chosen = chosenParts(process.argv.slice(2))
const folder = mkdtempSync(join(tmpdir(), 'castkeeper-bench-'))
try {
  const app = await buildInside()
  const rows: Row[] = []
  let electron = ''
  for (const part of chosen) {
    const measured = await benches[part]({ app, folder })
    rows.push(...measured.rows)
    electron ||= measured.electron
  }
  if (chosen.length === parts.length) {
    writeResults(join(checkout, 'bench/results.json'), readMachine(electron), rows)
  }
  console.log(`${toTable(rows)}\n\n${toLegend(rows)}`)
  process.exitCode = rows.some((row) => isHeld(row) === false) ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
