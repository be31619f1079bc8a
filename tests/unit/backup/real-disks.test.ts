import { describe, expect, test } from 'vitest'
import { makeTarget } from '../../support/backup/making'
import { ownMounts } from '../../support/child/own-mounts'
import { runChild } from '../../support/child/run'
import { makeDataFolder } from '../../support/records'

/** Backs up onto a disk of its own, prepared by a shell line with `$target`, and answers what came of it. */
async function playThrough(verb: string, trouble: string, prepare: string) {
  const target = makeTarget()
  const shell = ['sh', '-c', `target="$1"; shift; ${prepare} && exec "$@"`, 'sh', target]
  const end = await runChild({
    script: 'backup-troubles.ts',
    args: [trouble, verb, makeDataFolder(), target],
    under: [...(ownMounts ?? []), ...shell],
  })
  expect(end.code, end.stderr).toBe(0)
  return JSON.parse(end.lines.join(''))
}

const disk = (size: string) => `mount -t tmpfs -o size=${size} none "$target"`

// Where the system lets nobody mount, failpoints stand in for these disks: see create.test.ts.
describe.runIf(ownMounts !== null)('a real disk', { timeout: 120_000 }, () => {
  test.each([
    ['full', disk('40m'), 'backup-target-full'],
    ['small', disk('20m'), 'backup-no-room'],
    ['read-only', `${disk('40m')} && mount -o remount,ro "$target"`, 'backup-target-read-only'],
    ['vanished', disk('40m'), 'backup-target-gone'],
  ])('fault 92: a stick that is %s keeps no backup, and the next one is whole', async (...plan) => {
    const [trouble, prepare, code] = plan
    const { refusal, left, afterwards } = await playThrough('backup', trouble, prepare)
    expect(refusal).toMatchObject({ code })
    expect(left).toEqual(trouble === 'full' ? ['somebody-else.bin'] : [])
    expect(afterwards).toBe(6)
  })

  test.each([
    ['full', disk('40m'), 'backup-target-full'],
    ['read-only', `${disk('40m')} && mount -o remount,ro "$target"`, 'backup-target-read-only'],
    ['vanished', disk('40m'), 'backup-target-gone'],
  ])('fault 92: an automatic backup on one that is %s goes on afterwards', async (...plan) => {
    const [trouble, prepare, code] = plan
    const { refusal, left, afterwards } = await playThrough('store', trouble, prepare)
    expect(refusal).toMatchObject({ code })
    expect(left.filter((name: string) => /partial$|^backups\/./.test(name))).toEqual([])
    expect(afterwards).toBe(6)
  })
})
