// npm run bench: how fast Castkeeper is, against baselines measured in the same run. Prints a table, writes
// bench/results.json, and fails when a limit is missed.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { checkout, runElectron, sandboxSwitches } from './electron.ts'
import { measureFrames } from './frames.ts'
import { measureImport } from './import.ts'
import { measureLibraryWindow } from './library-window.ts'
import { readMachine } from './machine.ts'
import { isHeld, type Row } from './measure.ts'
import { measureMemory } from './memory.ts'
import { toLegend, toTable, writeResults } from './report.ts'
import { measureColdStart, measureSecondStart } from './start.ts'

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
        input: ['main', 'gallery-page'].map((name) => join(checkout, `bench/inside/${name}.ts`)),
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

async function measureInside(
  part: 'app' | 'backups',
  app: string,
  folder: string,
): Promise<Inside> {
  const answerFile = join(folder, `${part}.json`)
  const profile = `--user-data-dir=${join(folder, `electron-${part}`)}`
  // A baseline of plain Node is one in this Node.
  const env = { BENCH_NODE: process.execPath }
  await runElectron([app, ...sandboxSwitches, profile, part, checkout, folder, answerFile], env)
  return JSON.parse(readFileSync(answerFile, 'utf8'))
}

const folder = mkdtempSync(join(tmpdir(), 'castkeeper-bench-'))
try {
  const dataFolder = join(folder, 'library')
  const app = await buildInside()
  const { rows: inside, electron } = await measureInside('app', app, folder)
  const rows = [
    ...inside,
    ...(await measureImport(folder)),
    ...(await measureInside('backups', app, folder)).rows,
    ...(await measureFrames(folder, dataFolder)),
    ...(await measureMemory(dataFolder)),
    ...(await measureLibraryWindow(join(folder, 'library-wall'))),
    ...(await measureColdStart(folder, dataFolder)),
    await measureSecondStart(folder),
  ]
  writeResults(join(checkout, 'bench/results.json'), readMachine(electron), rows)
  console.log(`${toTable(rows)}\n\n${toLegend(rows)}`)
  process.exitCode = rows.some((row) => isHeld(row) === false) ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
