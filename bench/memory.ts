import { readFileSync } from 'node:fs'
import type { ElectronApplication, Page } from 'playwright'
import { launchCastkeeper } from '../tests/support/launch-app.ts'
import type { Row } from './measure.ts'

const rounds = 3
/** What one round may leave behind by chance: caches that are not yet full, garbage not yet collected. */
const tolerance = 1.1

/** Memory of all processes after scrolling through 3,000 cards and back, round after round. */
export async function measureMemory(dataFolder: string): Promise<Row[]> {
  const { app, window, close } = await launchCastkeeper({
    userDataDir: dataFolder,
    args: ['--js-flags=--expose-gc'],
  })
  try {
    await openCampaign(window)
    const before = await readMemory(app, window)
    const after: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      await window.evaluate(scrollThrough)
      after.push(await readMemory(app, window))
    }
    const [first = 0, last = 0] = [after[0], after.at(-1)]
    return [
      {
        name: 'memory of all processes, 3,000 cards scrolled end to end',
        unit: 'MiB',
        ours: first,
        baseline: before,
        against: 'the same before scrolling',
        limit: null,
      },
      {
        name: `the same after ${rounds} rounds`,
        unit: 'MiB',
        ours: last,
        baseline: first,
        against: `after the first round (a tenth may be chance)`,
        limit: { on: 'ratio', most: tolerance },
      },
    ]
  } finally {
    await close()
  }
}

/** Opens the seeded campaign; the app then opens it by itself at its next start. */
async function openCampaign(window: Page): Promise<void> {
  const wall = window.locator('[data-wall]')
  if (!(await wall.isVisible())) await window.getByText('La Longue Route').first().click()
  await window.locator('[data-wall] img').first().waitFor()
}

/** Runs in the page: from the first card to the last, a windowful at a time, and back to the top. */
async function scrollThrough(): Promise<void> {
  let room = document.querySelector('[data-wall]')
  while (room !== null && room.scrollHeight <= room.clientHeight + 1) room = room.parentElement
  if (room === null) throw new Error('nothing scrolls')
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  while (room.scrollTop + room.clientHeight < room.scrollHeight - 1) {
    room.scrollTop += room.clientHeight
    await frame()
    await frame()
  }
  room.scrollTop = 0
  await frame()
}

async function readMemory(app: ElectronApplication, window: Page): Promise<number> {
  const collect = () => {
    const { gc } = globalThis
    for (let turn = 0; turn < 3; turn += 1) gc?.()
  }
  await window.evaluate(collect)
  await app.evaluate(collect)
  const processes = await app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, memory }) => ({ pid, workingSetKiB: memory.workingSetSize })),
  )
  const kibibytes = processes.map(({ pid, workingSetKiB }) => proportionalKiB(pid) ?? workingSetKiB)
  return kibibytes.reduce((sum, one) => sum + one, 0) / 1_024
}

/** A process's memory with what it shares counted in parts (Linux), or null where nobody can tell. */
function proportionalKiB(pid: number): number | null {
  if (process.platform !== 'linux') return null
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const found = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1]
  return found === undefined ? null : Number(found)
}
