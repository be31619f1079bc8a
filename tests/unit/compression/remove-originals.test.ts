import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Portrait } from '../../../src/shared/portrait'
import { checkLibrary } from '../../support/check-library'
import { addGrainyCast, grainyPng, openCompression } from '../../support/compressing'
import { fileOf, storePortrait } from '../../support/library'

/** A library of so many portraits that were made smaller; each with the portrait it shows now. */
async function makeSmaller(count: number) {
  const library = openCompression()
  const cast = await addGrainyCast(library, count)
  await library.run()
  const shown = (index: number): Portrait => {
    const subject = cast[index]
    const portrait = subject === undefined ? null : library.portraits.current(subject)
    if (portrait === null) throw new Error('no such portrait')
    return portrait
  }
  return { library, cast, shown }
}

type Harm = (file: string) => void

const flipByte: Harm = (file) => {
  const bytes = readFileSync(file)
  const at = bytes.length >> 1
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

async function originalsLeft({
  quarantine,
}: Pick<ReturnType<typeof openCompression>, 'quarantine'>) {
  return (await quarantine.list()).entries.filter(({ why }) => why === 'compressed')
}

describe('originals are let go', () => {
  test('except those whose portrait is harmed or lost, which are named and can be put back', async () => {
    const { library, shown } = await makeSmaller(4)
    const [damaged, lost] = [shown(0), shown(2)]
    flipByte(fileOf(library, damaged))
    rmSync(fileOf(library, lost))
    const done = await library.compression.deleteOriginals()
    expect(done).toMatchObject({
      count: 2,
      stayed: [
        { portraitId: damaged.id, name: 'Sitter 1', state: 'damaged' },
        { portraitId: lost.id, name: 'Sitter 3', state: 'missing' },
      ],
      overview: { originals: { count: 2 } },
    })
    expect(
      library.compression
        .list(0, 50)
        .portraits.map(({ name }) => name)
        .sort(),
    ).toEqual(['Sitter 1', 'Sitter 3'])
    const ids = done.stayed.map(({ portraitId }) => portraitId)
    expect(await library.compression.putBack(ids, library.job())).toEqual({ count: 2, lost: [] })
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
    expect(shown(0)).toMatchObject({ id: damaged.id, format: 'png', state: 'sound' })
    expect(shown(2)).toMatchObject({ id: lost.id, format: 'png', state: 'sound' })
  })

  const harms: readonly (readonly [string, Harm])[] = [
    ['cut short', (file) => writeFileSync(file, readFileSync(file).subarray(0, 40))],
    ['emptied', (file) => writeFileSync(file, '')],
    [
      'overwritten with zeros of the same length',
      (file) => writeFileSync(file, Buffer.alloc(readFileSync(file).length)),
    ],
    [
      'replaced by a folder',
      (file) => {
        rmSync(file)
        mkdirSync(file)
      },
    ],
    [
      'replaced by a link to a copy of itself',
      (file) => {
        const elsewhere = `${file}.elsewhere`
        copyFileSync(file, elsewhere)
        rmSync(file)
        symlinkSync(elsewhere, file)
      },
    ],
  ]
  test.each(harms)('but not that of a portrait that was %s', async (_, harm) => {
    const { library, shown } = await makeSmaller(2)
    harm(fileOf(library, shown(0)))
    const done = await library.compression.deleteOriginals()
    expect(done).toMatchObject({ count: 1, stayed: [{ name: 'Sitter 1' }] })
    const [original, ...others] = await originalsLeft(library)
    expect(others).toEqual([])
    expect(existsSync(join(library.dataFolder, original?.path ?? ''))).toBe(true)
  })

  test('but not one that another, harmed portrait needs: the same picture, given to two', async () => {
    const library = openCompression()
    const [first, second] = await addGrainyCast(library, 2)
    if (first === undefined || second === undefined) throw new Error('no cast')
    const bytes = grainyPng()
    await storePortrait(library, first, { bytes })
    await library.run()
    const double = await storePortrait(library, second, { bytes })
    flipByte(fileOf(library, double))
    const { stayed } = await library.compression.deleteOriginals()
    expect(stayed).toEqual([{ portraitId: double.id, name: 'Sitter 2', state: 'damaged' }])
    expect(await originalsLeft(library)).toHaveLength(1)
  })

  test('but not of a portrait in the trash that is harmed', async () => {
    const { library, shown } = await makeSmaller(1)
    const { id } = shown(0)
    flipByte(fileOf(library, shown(0)))
    library.portraits.trash(id)
    const { stayed } = await library.compression.deleteOriginals()
    expect(stayed).toMatchObject([{ portraitId: id, state: 'damaged' }])
  })

  test('but not of a portrait that this database has never had', async () => {
    const { library } = await makeSmaller(1)
    const [original] = await originalsLeft(library)
    if (original === undefined) throw new Error('no original')
    const id = 1_000
    await library.quarantine.restore([original.id])
    await library.quarantine.put(original.originalPath, { ...original, portraitId: id })
    const done = await library.compression.deleteOriginals()
    expect(done).toMatchObject({ count: 0, stayed: [{ portraitId: id, state: 'missing' }] })
  })

  test('also of a portrait that was removed for good since', async () => {
    const { library, shown } = await makeSmaller(2)
    const { id } = shown(0)
    library.database.prepare('UPDATE character SET current_portrait_id = NULL').run()
    library.database.prepare('DELETE FROM portrait WHERE id = ?').run(id)
    expect(await library.compression.deleteOriginals()).toMatchObject({ count: 2, stayed: [] })
  })

  test('one at a time too, in the quarantine itself', async () => {
    const { library, shown } = await makeSmaller(2)
    flipByte(fileOf(library, shown(1)))
    const ids = (await library.quarantine.list()).entries.map(({ id }) => id)
    const removed = await library.quarantine.remove(ids)
    expect(removed).toMatchObject({ count: 1, stayed: [{ inNeed: [{ name: 'Sitter 2' }] }] })
    expect((await library.quarantine.list()).entries.map(({ id }) => id)).toEqual(
      removed.stayed.map(({ id }) => id),
    )
  })

  test('what is left of a lost portrait stays in the quarantine until the portrait is whole', async () => {
    const { library, shown } = await makeSmaller(1)
    const portrait = shown(0)
    const { id } = await library.quarantine.put(portrait.path, {
      why: 'harmed',
      portraitId: portrait.id,
      facts: {},
    })
    expect(await library.quarantine.remove([id])).toMatchObject({ count: 0 })
    await library.compression.putBack([portrait.id], library.job())
    expect(await library.quarantine.remove([id])).toMatchObject({ count: 1, stayed: [] })
  })
})
