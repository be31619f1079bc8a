import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** One call that changes the disk, or puts a change on it, as the code under test made it. */
export type DiskCall =
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'sync'; readonly path: string }

/** Does the work and answers every synchronous call by which it wrote, renamed, removed or synced, in order. */
export function traceDiskCalls(work: () => void): DiskCall[] {
  const { calls, stop } = beginTrace()
  try {
    work()
  } finally {
    stop()
  }
  return calls
}

/** The same for work that takes a while; nothing else may write meanwhile. */
export async function traceDiskCallsOf(work: () => Promise<unknown>): Promise<DiskCall[]> {
  const { calls, stop } = beginTrace()
  try {
    await work()
  } finally {
    stop()
  }
  return calls
}

function beginTrace() {
  const calls: DiskCall[] = []
  const opened = new Map<number, string>()
  const { openSync, writeSync, fsyncSync, renameSync, rmSync } = fs
  Object.assign(fs, {
    openSync(...args: Parameters<typeof openSync>) {
      const file = openSync(...args)
      opened.set(file, String(args[0]))
      return file
    },
    writeSync(...args: Parameters<typeof writeSync>) {
      calls.push({ kind: 'write', path: opened.get(args[0]) ?? '', text: String(args[1]) })
      return writeSync(...args)
    },
    fsyncSync(file: number) {
      fsyncSync(file)
      calls.push({ kind: 'sync', path: opened.get(file) ?? '' })
    },
    renameSync(...args: Parameters<typeof renameSync>) {
      renameSync(...args)
      calls.push({ kind: 'rename', from: String(args[0]), to: String(args[1]) })
    },
    rmSync(...args: Parameters<typeof rmSync>) {
      rmSync(...args)
      calls.push({ kind: 'remove', path: String(args[0]) })
    },
  })
  syncBuiltinESMExports()
  const stop = (): void => {
    Object.assign(fs, { openSync, writeSync, fsyncSync, renameSync, rmSync })
    syncBuiltinESMExports()
  }
  return { calls, stop }
}
