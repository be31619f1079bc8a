import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { probeApp } from './electron.ts'
import type { Row } from './measure.ts'

/** How long the wall is scrolled each time. */
const seconds = 6
/** 50 frames a second; a machine that draws fewer by itself, for want of a graphics card, may lose a sixth. */
const mostMs = 20
const mostOfIdle = 1.2

interface Scrolled {
  /** Mean time between two frames. */
  readonly frameMs: number
  /** The longest time in which the main process answered nothing. */
  readonly stallMs: number
}

interface Answer {
  readonly idle: Scrolled
  readonly busy: Scrolled
  readonly backups: number
}

/** The wall of 3,000 is scrolled while nothing else happens, and while backups are made and read back. */
export async function measureFrames(folder: string, dataFolder: string): Promise<Row[]> {
  const target = join(folder, 'frames')
  mkdirSync(target)
  const env = { BENCH_SECONDS: String(seconds), BENCH_TARGET: target }
  const answer = await probeApp('frames-probe.cjs', 'FRAMES', { dataFolder, env })
  rmSync(target, { recursive: true })
  const { idle, busy, backups } = answer as Answer
  if (backups === 0) throw new Error('no backup was made while the wall was scrolled')
  const row = { unit: 'ms', against: 'the same while nothing else happens' } as const
  return [
    {
      ...row,
      name: 'a frame while the wall of 3,000 is scrolled and backed up',
      ours: busy.frameMs,
      baseline: idle.frameMs,
      limit: { on: 'ours', most: Math.max(mostMs, Math.round(mostOfIdle * idle.frameMs)) },
    },
    {
      ...row,
      name: 'longest stall of the main process meanwhile',
      ours: busy.stallMs,
      baseline: idle.stallMs,
      limit: null,
    },
  ]
}
