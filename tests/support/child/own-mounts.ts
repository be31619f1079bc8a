import { spawnSync } from 'node:child_process'

/** What gives a command mounts of its own that vanish with it; null where the system forbids that. */
export const ownMounts: readonly string[] | null =
  [
    ['unshare', '-m'],
    ['unshare', '-Urm'],
  ].find(
    ([command = '', ...args]) =>
      spawnSync(command, [...args, 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0,
  ) ?? null
