import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createBackup } from '../../../src/main/backup/create'
import { verifyBackup } from '../../../src/main/backup/verify'
import { systemError } from '../../../src/main/core/disk/system-error'
import { makeLibrary, makeTarget, partsOf } from '../../support/backup/making'
import { runChild } from '../../support/child/run'
import { appErrorOf } from '../../support/errors'
import type { Library } from '../../support/library'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

const clock = () => new Date('2026-11-28T20:00:00Z')
const stem = 'castkeeper_backup_20261128_200000'
const at = (library: Library, target: string) =>
  createBackup({ ...partsOf(library), clock }, { target })

async function expectAllWhole(folder: string, library: Pick<Library, 'dataFolder' | 'clock'>) {
  for (const name of readdirSync(folder)) {
    expect((await verifyBackup(join(folder, name), library)).proof).toMatchObject({ portraits: 6 })
  }
}

describe('backups into one folder in the same second', () => {
  test('by two processes have the next number each, and both are whole', async () => {
    const folder = makeTarget()
    const libraries = [await makeLibrary(), await makeLibrary()]
    for (const { database } of libraries) database.close()
    const ends = await Promise.all(
      libraries.map(({ dataFolder }) =>
        runChild({ script: 'backup-work.ts', args: ['backup', dataFolder, folder] }),
      ),
    )
    for (const end of ends) expect(end.lines, end.stderr).toContain('done')
    const [first, second] = ends.map(({ lines }) => lines.find((line) => line.startsWith('made ')))
    expect(first).not.toBe(second)
    expect(readdirSync(folder)).toHaveLength(2)
    for (const library of libraries) await expectAllWhole(folder, library)
  })

  test.each([2, 4])('%i at once, in one process', async (count) => {
    const folder = makeTarget()
    const libraries = await Promise.all(Array.from({ length: count }, () => makeLibrary()))
    const made = await Promise.all(libraries.map((library) => at(library, folder)))
    const numbers = Array.from({ length: count }, (_, index) =>
      index === 0 ? '' : `-${index + 1}`,
    )
    const names = numbers.map((number) => `${stem}${number}.tar`)
    expect(made.map(({ summary }) => summary.name).sort()).toEqual(names.toSorted())
    expect(readdirSync(folder).sort()).toEqual(names.toSorted())
    for (const library of libraries) await expectAllWhole(folder, library)
  })

  test('on a disk without links too', async () => {
    const folder = makeTarget()
    const libraries = [await makeLibrary(), await makeLibrary()]
    await Promise.all(
      libraries.map((library) => {
        const link = () => Promise.reject(systemError('EPERM', 'no links here'))
        const fileSystem = { ...library.fileSystem, link }
        return createBackup({ ...partsOf(library), clock, fileSystem }, { target: folder })
      }),
    )
    expect(readdirSync(folder)).toHaveLength(2)
    for (const library of libraries) await expectAllWhole(folder, library)
  })

  test('never take a file that was named: it is left as it is, and said', async () => {
    const folder = makeTarget()
    const target = join(folder, 'mine.tar')
    const library = await makeLibrary()
    const making = at(library, target)
    const error = appErrorOf(making)
    writeFileSync(target, 'came meanwhile')
    expect((await error).code).toBe('backup-target-exists')
    expect(readdirSync(folder)).toEqual(['mine.tar'])
  })
})
