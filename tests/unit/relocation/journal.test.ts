import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDisk, makeHome, moverAt, unwatched } from '../../support/moving'
import { type DiskCall, traceDiskCallsOf } from '../../support/sync-calls'

/** What happens to a small file that is put in its place: `write`, `sync`, `rename` and the folder's `sync`. */
function replacing(calls: readonly DiskCall[], path: string, folder: string): string[][] {
  const rounds: string[][] = []
  for (const call of calls) {
    if (call.kind === 'write' && call.path === `${path}.partial`) rounds.push(['write'])
    const round = rounds.at(-1)
    if (round === undefined || round.length === 4) continue
    if (call.kind === 'sync' && call.path === `${path}.partial`) round.push('sync')
    if (call.kind === 'rename' && call.to === path) round.push('rename')
    if (call.kind === 'sync' && call.path === folder) round.push('sync of the folder')
  }
  return rounds
}

test('the journal of a move, its mark and its list are on the disk before the next step', async () => {
  const home = await makeHome()
  const disk = makeDisk()
  writeFileSync(join(disk, 'other.txt'), 'so that a folder of its own is made')
  const to = join(disk, 'Castkeeper')
  const { mover } = moverAt(home)
  await mover.plan(disk)
  const calls = await traceDiskCallsOf(() => mover.move(unwatched))
  const whole = ['write', 'sync', 'rename', 'sync of the folder']
  const journal = join(home, 'location.json')
  const mark = join(to, '.castkeeper-moving')
  expect(replacing(calls, journal, home), 'begun, and pointed').toEqual([whole, whole])
  expect(replacing(calls, mark, to)).toEqual([whole])
  const list = calls.flatMap((call) =>
    call.kind === 'rename' && /moved-[\w-]+\.json$/.test(call.to) ? [call.to] : [],
  )
  expect(replacing(calls, list[0] ?? '', home)).toEqual([whole])

  const at = (wanted: (call: DiskCall) => boolean, from = 0) =>
    calls.findIndex((call, index) => index >= from && wanted(call))
  const renamed = (path: string) => (call: DiskCall) => call.kind === 'rename' && call.to === path
  const synced = (path: string) => (call: DiskCall) => call.kind === 'sync' && call.path === path
  const begun = at(renamed(journal))
  const marked = at(renamed(mark))
  const pointed = at(renamed(journal), begun + 1)
  expect(begun, 'noted before the folder is marked').toBeLessThan(marked)
  const nameOfFolder = at(synced(disk), marked)
  expect(nameOfFolder, 'the name of the new folder itself').toBeGreaterThan(marked)
  const copied = at(synced(join(to, 'castkeeper.db')))
  expect([nameOfFolder, copied, at(renamed(list[0] ?? '')), pointed]).toEqual(
    [nameOfFolder, copied, at(renamed(list[0] ?? '')), pointed].toSorted((a, b) => a - b),
  )
  const isMarkGone = at((call) => call.kind === 'remove' && call.path === mark)
  expect(isMarkGone, 'the mark goes last').toBeGreaterThan(pointed)
})
