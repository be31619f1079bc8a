import { constants } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { FileSystem, NewFile } from './file-system'
import { systemError } from './system-error'

/** The calls a fault can be put on; `any` counts them all. */
export const faultPoints = [
  'any',
  'create',
  'write',
  'sync',
  'close',
  'append',
  'readFile',
  'digest',
  'lstat',
  'readdir',
  'list',
  'mkdir',
  'link',
  'rename',
  'unlink',
  'rmdir',
  'syncFolder',
] as const
export type FaultPoint = (typeof faultPoints)[number]

interface Fault {
  readonly point: FaultPoint
  /** Which call is hit, counted from 1; null hits every one. */
  readonly nth: number | null
  /** True when the calls after the n-th are hit as well. */
  readonly andAfter: boolean
  /** A system error's code, `KILL`, or `DELAY<milliseconds>`. */
  readonly effect: string
}

const faultPattern = /^([a-zA-Z]+)(?::([1-9]\d*)(\+?))?=([A-Z]+\d*)$/

function parseFault(text: string): Fault {
  const [, name, nth, plus, effect] = faultPattern.exec(text.trim()) ?? []
  const point = faultPoints.find((known) => known === name)
  if (point === undefined || effect === undefined) {
    throw new Error(`CASTKEEPER_FAULT: "${text}" is not <call>[:n[+]]=<EIO|ENOSPC|KILL|DELAY300|…>`)
  }
  return { point, nth: nth ? Number(nth) : null, andAfter: plus === '+', effect }
}

/**
 * Makes chosen calls fail, kill the process or hang: `write:2=ENOSPC` the second write, `link=EPERM` every
 * link, `any:7=KILL` ends the process at the seventh call, `sync=DELAY300` makes a slow disk; several joined
 * by commas. A write that is hit has put half of its bytes on the disk. `onHit` is called for each call that
 * was hit. For tests: throws on a text it cannot parse.
 */
export function withFailpoints(
  disk: FileSystem,
  text: string,
  onHit?: (point: FaultPoint) => void,
): FileSystem {
  const faults = text.split(',').map(parseFault)
  const calls = new Map<FaultPoint, number>()

  function count(point: FaultPoint): number {
    const sum = (calls.get(point) ?? 0) + 1
    calls.set(point, sum)
    return sum
  }

  function hit(point: FaultPoint): string | null {
    const counted = { any: count('any'), [point]: count(point) }
    for (const fault of faults) {
      const sum = fault.point === point || fault.point === 'any' ? counted[fault.point] : undefined
      if (sum === undefined) continue
      const isHit = fault.nth === null || sum === fault.nth || (fault.andAfter && sum > fault.nth)
      if (isHit) return fault.effect
    }
    return null
  }

  async function applyFault(point: FaultPoint, effect: string): Promise<void> {
    onHit?.(point)
    if (effect === 'KILL') process.kill(process.pid, 'SIGKILL')
    if (effect.startsWith('DELAY')) {
      await delay(Number(effect.slice('DELAY'.length)))
      return
    }
    const errno = Object.entries(constants.errno).find(([code]) => code === effect)?.[1]
    throw Object.assign(systemError(effect, `made to fail at ${point}`), {
      errno: errno === undefined ? undefined : -errno,
    })
  }

  async function guarded<Value>(point: FaultPoint, call: () => Promise<Value>): Promise<Value> {
    const effect = hit(point)
    if (effect !== null) await applyFault(point, effect)
    return call()
  }

  function guardedFile(file: NewFile): NewFile {
    return {
      write: async (bytes) => {
        const effect = hit('write')
        if (effect !== null) {
          if (!effect.startsWith('DELAY')) await file.write(bytes.subarray(0, bytes.length / 2))
          await applyFault('write', effect)
        }
        return file.write(bytes)
      },
      sync: () => guarded('sync', () => file.sync()),
      close: async () => {
        // The descriptor goes even when closing reports an error, as it does in the kernel.
        const effect = hit('close')
        await file.close()
        if (effect !== null) await applyFault('close', effect)
      },
    }
  }

  return {
    create: (path) => guarded('create', async () => guardedFile(await disk.create(path))),
    append: (path) => guarded('append', async () => guardedFile(await disk.append(path))),
    readFile: (path, options) => guarded('readFile', () => disk.readFile(path, options)),
    readInto: (path, allocate, options) =>
      guarded('readFile', () => disk.readInto(path, allocate, options)),
    digest: (path) => guarded('digest', () => disk.digest(path)),
    lstat: (path) => guarded('lstat', () => disk.lstat(path)),
    readdir: (folder) => guarded('readdir', () => disk.readdir(folder)),
    list: (folder) => guarded('list', () => disk.list(folder)),
    mkdir: (folder) => guarded('mkdir', () => disk.mkdir(folder)),
    link: (path, secondName) => guarded('link', () => disk.link(path, secondName)),
    rename: (path, newName) => guarded('rename', () => disk.rename(path, newName)),
    unlink: (path) => guarded('unlink', () => disk.unlink(path)),
    rmdir: (folder) => guarded('rmdir', () => disk.rmdir(folder)),
    syncFolder: (folder) => guarded('syncFolder', () => disk.syncFolder(folder)),
  }
}
