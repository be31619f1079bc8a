import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What gives a command mounts of its own that vanish with it; null where the system forbids that. */
export const ownMounts: readonly string[] | null =
  [
    ['unshare', '-m'],
    ['unshare', '-Urm'],
  ].find(
    ([command = '', ...args]) =>
      spawnSync(command, [...args, 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0,
  ) ?? null

const makeDisk =
  'truncate -s 8M "$1" && mkfs.ext4 -q -F "$1" && mount -o loop,commit=300 "$1" /mnt && findmnt /mnt'

/** The same for disks of its own, made of files; null where the system forbids that. */
export const ownDisks: readonly string[] | null = canMountImages() ? ['unshare', '-m'] : null

function canMountImages(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'castkeeper-image-'))
  try {
    const probe = ['-m', 'sh', '-c', makeDisk, 'sh', join(folder, 'probe.img')]
    return spawnSync('unshare', probe).status === 0
  } finally {
    rmSync(folder, { recursive: true })
  }
}
