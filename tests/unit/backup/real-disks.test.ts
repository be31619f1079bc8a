import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { backUp, makeLibrary, makeTarget } from '../../support/backup/making'
import { everything } from '../../support/backup/restoring'
import { folderContents } from '../../support/check-library'
import { ownMounts } from '../../support/child/own-mounts'
import { runChild } from '../../support/child/run'
import { openLibrary } from '../../support/library'
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

describe.runIf(ownMounts !== null)('a data folder on a small disk', { timeout: 120_000 }, () => {
  test('fault 100: a restore that does not fit is refused with both sizes before anything is written', async () => {
    const library = await makeLibrary()
    const { path } = await backUp(library)
    const rows = everything(library.database)
    library.database.close()
    const faces = folderContents(join(library.dataFolder, 'static'))
    mkdirSync(join(library.dataFolder, 'work'), { recursive: true })
    const small = 'mount -t tmpfs -o size=200k none "$folder" && exec "$@"'
    const end = await runChild({
      script: 'backup-work.ts',
      args: ['restore', library.dataFolder, path],
      under: [
        ...(ownMounts ?? []),
        ...['sh', '-c', `folder="$1"; shift; ${small}`, 'sh', join(library.dataFolder, 'work')],
      ],
    })
    expect(end.lines).toEqual(['ready'])
    expect(end.stderr).toContain('backup-no-room')
    expect(end.stderr).toMatch(/neededBytes: \d{6,}/)
    expect(end.stderr).toMatch(/freeBytes: \d+/)
    expect(readdirSync(join(library.dataFolder, 'work'))).toEqual([])
    expect(folderContents(join(library.dataFolder, 'static'))).toEqual(faces)
    const { database } = openLibrary({ dataFolder: library.dataFolder })
    expect(everything(database)).toEqual(rows)
    database.close()
  })
})
