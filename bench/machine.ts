import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import { resolve } from 'node:path'

/** Where and of what the figures were taken. */
export interface MachineFacts {
  readonly measuredAt: string
  /** With `+` when the checkout held changes of its own. */
  readonly commit: string
  readonly system: string
  readonly processor: string
  readonly cores: number
  readonly memoryGiB: number
  readonly electron: string
  readonly node: string
}

/** Asks the system and git; `electron` is the version that ran. */
export function readMachine(electron: string): MachineFacts {
  const processors = cpus()
  return {
    measuredAt: new Date().toISOString(),
    commit: readCommit(),
    system: `${process.platform} ${release()} ${process.arch}`,
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    electron,
    node: process.version,
  }
}

function readCommit(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: resolve(import.meta.dirname, '..'),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim()
    const changes = git('status', '--porcelain', '--untracked-files=no', '--', 'src')
    return `${git('rev-parse', 'HEAD')}${changes === '' ? '' : '+'}`
  } catch {
    // Sources from an archive have no history.
    return 'unknown'
  }
}
