import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { checkout, runElectron, sandboxSwitches, timeToMarks } from './electron.ts'
import { median, type Row, takeTurns, timed } from './measure.ts'

const fewStarts = { rounds: 7, warmUps: 1 } as const
const coldStarts = { rounds: 11, warmUps: 1 } as const

const faces = `[...document.querySelectorAll('[data-wall] img')]`

/** The cards in sight stand on the wall, and the search can be typed into. */
const wallIsThere = `${faces}.length >= 12 &&
  document.querySelector('[role="searchbox"]')?.disabled === false`

/** Each of these cards has its picture. */
const facesAreThere = `${faces}.every((face) => face.complete && face.naturalWidth > 0)`

/** From the start of the process to a wall of 3,000 that can be used, against a blank window. */
export async function measureColdStart(folder: string, dataFolder: string): Promise<Row[]> {
  const withFaces: number[] = []
  const own = [checkout, `--user-data-dir=${dataFolder}`]
  const blank = [join(checkout, 'bench/blank-app'), `--user-data-dir=${join(folder, 'blank')}`]
  const times = await takeTurns(coldStarts, {
    async ours(round) {
      const [wall = 0, pictures = 0] = await timeToMarks(own, [
        ['READY', wallIsThere],
        ['FACES', facesAreThere],
      ])
      if (round >= coldStarts.warmUps) withFaces.push(pictures)
      return wall
    },
    async baseline() {
      const [ready = 0] = await timeToMarks(blank, [
        ['READY', 'document.readyState === "complete"'],
      ])
      return ready
    },
  })
  const blankRow = {
    unit: 'ms',
    baseline: median(times.baseline),
    against: 'a blank Electron window',
  } as const
  return [
    {
      ...blankRow,
      name: 'cold start to a wall of 3,000 that can be used',
      ours: median(times.ours),
      limit: { on: 'ratio', most: 1.5 },
    },
    {
      ...blankRow,
      name: 'the same, with every face in sight',
      ours: median(withFaces),
      limit: null,
    },
  ]
}

/** Opens the Library by its link below the campaigns, once, and looks whether its tabs are there. */
const libraryIsThere = `(() => {
  const link = [...document.querySelectorAll('nav button')].find(({ textContent }) =>
    /Library|Bibliothèque/.test(textContent))
  if (link && link.getAttribute('aria-current') === null) link.click()
  return document.querySelector('main [role="tab"]') !== null
})()`

/** From the start of the process to the wall, and on to the Library, with 3,000 campaigns against 3. */
export async function measureManyCampaigns(folder: string): Promise<Row[]> {
  const library: Record<'few' | 'many', number[]> = { few: [], many: [] }
  const start = (count: number, times: number[]) => async (round: number) => {
    const own = [checkout, `--user-data-dir=${join(folder, `campaigns-${count}`)}`]
    const [wall = 0, shown = 0] = await timeToMarks(own, [
      ['READY', wallIsThere],
      ['LIBRARY', libraryIsThere],
    ])
    if (round >= fewStarts.warmUps) times.push(shown)
    return wall
  }
  const times = await takeTurns(fewStarts, {
    ours: start(3_000, library.many),
    baseline: start(3, library.few),
  })
  const row = { unit: 'ms', against: 'the same with 3' } as const
  return [
    {
      ...row,
      name: 'cold start to the wall with 3,000 campaigns',
      ours: median(times.ours),
      baseline: median(times.baseline),
      limit: { on: 'ratio', most: 1.1 },
    },
    {
      ...row,
      name: 'the same, and on to the Library',
      ours: median(library.many),
      baseline: median(library.few),
      limit: { on: 'ratio', most: 1.2 },
    },
  ]
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
