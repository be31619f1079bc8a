import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { checkout, runElectron, sandboxSwitches, timeToReady } from './electron.ts'
import { median, type Row, takeTurns, timed } from './measure.ts'

const probe = join(checkout, 'bench/ready-probe.cjs')

/** Every card in sight has its picture, and the search can be typed into. */
const wallIsThere = `(() => {
  const faces = [...document.querySelectorAll('[data-wall] img')]
  const search = document.querySelector('[role="searchbox"]')
  return search !== null && !search.disabled && faces.length >= 12 &&
    faces.every((face) => face.complete && face.naturalWidth > 0)
})()`

/** From the start of the process to a wall of 3,000 that can be used, against a blank window. */
export async function measureColdStart(folder: string, dataFolder: string): Promise<Row> {
  const times = await takeTurns(
    { rounds: 9, warmUps: 1 },
    {
      ours: () =>
        timeToReady(['-r', probe, checkout, ...sandboxSwitches, `--user-data-dir=${dataFolder}`], {
          BENCH_READY_WHEN: wallIsThere,
        }),
      baseline: () =>
        timeToReady(
          [
            '-r',
            probe,
            join(checkout, 'bench/blank-app'),
            ...sandboxSwitches,
            `--user-data-dir=${join(folder, 'blank')}`,
          ],
          { BENCH_READY_WHEN: `document.readyState === 'complete'` },
        ),
    },
  )
  return {
    name: 'cold start to a wall of 3,000 that can be used',
    unit: 'ms',
    ours: median(times.ours),
    baseline: median(times.baseline),
    against: 'a blank Electron window',
    limit: { on: 'ratio', most: 1.5 },
  }
}

/** What `npm start` adds to Electron's own start once everything is there. */
export async function measureSecondStart(folder: string): Promise<Row> {
  const own = [...sandboxSwitches, `--user-data-dir=${join(folder, 'second-start')}`, '--version']
  const times = await takeTurns(
    { rounds: 5, warmUps: 1 },
    {
      ours: () => timed(() => runNpm(['start', '--silent', '--', ...own.slice(-2)])),
      baseline: () => timed(() => runElectron([checkout, ...own])),
    },
  )
  return {
    name: 'a second npm start, beyond Electron’s own',
    unit: 's',
    ours: Math.max(0, median(times.ours) - median(times.baseline)) / 1_000,
    baseline: null,
    against: 'starting Electron on the built app by hand (its time is taken off)',
    limit: { on: 'ours', most: 5 },
  }
}

async function runNpm(args: readonly string[]): Promise<void> {
  const script = process.env.npm_execpath
  const [command, before] = script ? [process.execPath, [script]] : ['npm', []]
  const child = spawn(command, [...before, ...args], { cwd: checkout, stdio: 'ignore' })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code}`)
}
