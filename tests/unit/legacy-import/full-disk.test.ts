import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownMounts } from '../../support/child/own-mounts'
import { runChild } from '../../support/child/run'
import { addOldRow, fillOldDatabase, newOldDatabase } from '../../support/legacy/old-database'
import { makeOldFolder, treeHash } from '../../support/legacy/scanning'

const mebibyte = 1024 * 1024
/** The disk on which the private copy is made, and what else lies there. */
const disk = { bytes: 12 * mebibyte, inTheWay: 10 * mebibyte }

/** An old project whose database has more than the room that is left there. */
function largeProject(): string {
  const folder = makeOldFolder()
  const database = newOldDatabase(folder, 'G1')
  fillOldDatabase(database)
  const content = 'Il pleut. '.repeat(mebibyte / 10)
  for (let said = 0; said < 3; said += 1) {
    addOldRow(database, 'messages', { user_id: 1, campaign_id: 1, role: 'user', content })
  }
  database.close()
  return folder
}

/** Looks where there is no room; where nothing may be mounted, no file may have more than 2 MiB there. */
async function lookWithoutRoom(chosen: string) {
  const temporaryFolder = makeOldFolder()
  const mount = `mount -t tmpfs -o size=${disk.bytes} none "$folder"`
  const prepare = ownMounts === null ? `trap '' XFSZ; ulimit -S -f ${2 * 1024}` : mount
  const end = await runChild({
    script: 'scan-on-full-disk.ts',
    args: [chosen, temporaryFolder, String(ownMounts === null ? 0 : disk.inTheWay)],
    under: [
      ...(ownMounts ?? []),
      ...['sh', '-c', `folder="$1"; shift; ${prepare} && exec "$@"`, 'sh', temporaryFolder],
    ],
  })
  expect(end.code, end.stderr).toBe(0)
  return JSON.parse(end.lines.join(''))
}

const refusedAndThenRead = {
  code: 'disk-full',
  left: ['in-the-way'],
  campaigns: ['La Quête', 'Hollow'],
}

test('fault 89: a disk that is full while an old database is copied says so, keeps nothing of it, and is all right once freed', async () => {
  const folder = largeProject()
  const before = treeHash(folder)
  expect(await lookWithoutRoom(folder)).toEqual(refusedAndThenRead)
  expect(treeHash(folder)).toEqual(before)
})

test('fault 89: a disk that is full while an archive is unpacked says so, keeps nothing of it, and is all right once freed', async () => {
  const archive = join(makeOldFolder(), 'old-app.tar')
  execFileSync('tar', ['-cf', archive, '-C', largeProject(), 'database.db'])
  expect(await lookWithoutRoom(archive)).toEqual(refusedAndThenRead)
})
