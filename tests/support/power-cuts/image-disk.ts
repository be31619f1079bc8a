import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** A disk of our own: a file with a file system in it, which shows what would be left without power. */
export interface ImageDisk {
  /** Where it is mounted. */
  readonly folder: string
  /** Puts everything that was written on the disk. */
  flush(): void
  /** Waits until the kernel has handed on what it is writing just now. */
  settle(): Promise<void>
  /** Mounts what the disk holds at this moment over it, calls, and takes that away again. */
  asAfterPowerLoss<Value>(call: () => Promise<Value>): Promise<Value>
}

const imageMegabytes = 48

/**
 * Makes and mounts one. What was written and not synced is in memory alone, as on any disk, and so not in
 * the image. Needs root and mounts of its own, which end with the process; throws where they are missing.
 */
export function mountImageDisk(): ImageDisk {
  const place = mkdtempSync(join(tmpdir(), 'castkeeper-image-'))
  const image = join(place, 'disk.img')
  const folder = join(place, 'disk')
  mkdirSync(folder)
  run('truncate', ['-s', `${imageMegabytes}M`, image])
  run('mkfs.ext4', ['-q', '-F', '-J', 'size=4', image])
  // Nothing reaches the disk by mere waiting.
  run('mount', ['-o', 'loop,commit=300,noatime', image, folder])
  const device = basename(run('findmnt', ['-no', 'SOURCE', folder]).trim())
  let copies = 0

  async function settle(): Promise<void> {
    const busy = () => readFileSync(`/sys/block/${device}/inflight`, 'utf8').trim().split(/\s+/)
    while (busy().some((count) => count !== '0')) await delay(1)
  }

  return {
    folder,
    flush: () => void run('sync', ['-f', folder]),
    settle,
    async asAfterPowerLoss(call) {
      copies += 1
      const copy = join(place, `copy-${copies}.img`)
      copyFileSync(image, copy)
      run('mount', ['-o', 'loop,noatime', copy, folder])
      try {
        return await call()
      } finally {
        run('umount', [folder])
        rmSync(copy)
      }
    },
  }
}

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8' })
}
