import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createAddPortraits } from '../../../src/main/portraits/add-portraits'
import { AppError } from '../../../src/shared/errors'
import { checkLibrary, folderContents } from '../../support/check-library'
import {
  addGrainyCast,
  filesOf,
  grainyPng,
  lossless,
  openCompression,
} from '../../support/compressing'
import { fileOf, picture, storePortrait } from '../../support/library'
import { plainImageSandbox } from '../../support/plain-image-sandbox'

describe('a library that is made smaller', () => {
  test('its portraits are WebP, keep their ids and stay shown; the originals are in the quarantine', async () => {
    const library = openCompression()
    const cast = await addGrainyCast(library, 3)
    const before = cast.map((subject) => library.portraits.current(subject))
    const originals = before.map((one) => one && readFileSync(fileOf(library, one)))
    const job = await library.run()
    expect(job).toMatchObject({ state: 'done', compressed: 3, remaining: 0 })
    expect(job.bytesBefore).toBe(before.reduce((sum, one) => sum + (one?.bytes ?? 0), 0))
    expect(job.bytesAfter).toBeLessThan(job.bytesBefore)
    for (const [index, subject] of cast.entries()) {
      const now = library.portraits.current(subject)
      expect(now).toMatchObject({ id: before[index]?.id, format: 'webp', state: 'sound' })
      expect(now?.path).toBe(`static/portraits/characters/character_${subject.id}-2.webp`)
    }
    const { entries } = await library.quarantine.list()
    expect(entries.map(({ why }) => why)).toEqual(['compressed', 'compressed', 'compressed'])
    const kept = entries.map(({ path }) => readFileSync(join(library.dataFolder, path)))
    for (const original of originals) expect(kept).toContainEqual(original)
    expect(Object.keys(filesOf(library))).toHaveLength(3)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('everything is put back as it was, and is not tried with these settings again', async () => {
    const library = openCompression()
    const [first] = await addGrainyCast(library, 3)
    const before = filesOf(library)
    await library.run()
    expect(await library.compression.putBack(undefined, library.job())).toEqual({
      count: 3,
      lost: [],
    })
    expect(filesOf(library)).toEqual(before)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
    expect(library.portraits.current(first ?? { kind: 'character', id: 0 })?.format).toBe('png')
    expect(await library.run()).toMatchObject({ compressed: 0, left: { 'put-back': 3 } })
    expect(filesOf(library)).toEqual(before)
  })

  test('one portrait alone is put back', async () => {
    const library = openCompression()
    await addGrainyCast(library, 3)
    await library.run()
    const [one] = library.compression.list(0, 50).portraits
    const id = one?.portraitId ?? 0
    expect(await library.compression.putBack([id], library.job())).toEqual({ count: 1, lost: [] })
    expect(library.portraits.find(id)?.format).toBe('png')
    expect(library.compression.list(0, 50).total).toBe(2)
  })

  test('an original that is gone from the quarantine is named, and its portrait stays', async () => {
    const library = openCompression()
    const [subject] = await addGrainyCast(library, 1)
    await library.run()
    const { entries } = await library.quarantine.list()
    for (const { path } of entries) rmSync(join(library.dataFolder, path))
    const answer = await library.compression.putBack(undefined, library.job())
    expect(answer).toEqual({ count: 0, lost: ['Sitter 1'] })
    const now = library.portraits.current(subject ?? { kind: 'character', id: 0 })
    expect(now).toMatchObject({ format: 'webp', state: 'sound' })
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('originals that are let go are gone, and the portraits stay', async () => {
    const library = openCompression()
    await addGrainyCast(library, 2)
    await library.run()
    const kept = await library.compression.overview()
    expect(kept.originals.count).toBe(2)
    const { overview } = await library.compression.deleteOriginals()
    expect(overview.originals).toEqual({ count: 0, bytes: 0 })
    expect((await library.quarantine.list()).entries).toEqual([])
    expect(library.compression.list(0, 50).total).toBe(0)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('a new portrait never takes the name of an original that may come back', async () => {
    const library = openCompression()
    const [subject] = await addGrainyCast(library, 1)
    await library.run()
    const added = await storePortrait(library, subject ?? { kind: 'character', id: 0 })
    expect(added.path).toMatch(/-3\.png$/)
    expect(await library.compression.putBack(undefined, library.job())).toMatchObject({ count: 1 })
  })

  test('the same picture brought in again is known, also once its original was let go', async () => {
    const library = openCompression()
    const [subject = { kind: 'character', id: 0 } as const] = await addGrainyCast(library, 1)
    const { id, sha256 } = library.portraits.current(subject) ?? { id: 0, sha256: '' }
    const addPortraits = createAddPortraits(library)
    await library.run()
    expect(addPortraits.findSame(subject, sha256)).toBe(id)
    await library.compression.deleteOriginals()
    expect(addPortraits.findSame(subject, sha256)).toBe(id)
    expect(addPortraits.findSame(subject, 'f'.repeat(64))).toBeNull()
  })

  test('drawn avatars, tiny pictures and those in the trash are left as they are', async () => {
    const library = openCompression()
    const [subject = { kind: 'character', id: 0 } as const] = await addGrainyCast(library, 1)
    const provenance = { source: 'avatar' } as const
    await storePortrait(library, subject, { bytes: grainyPng(), provenance })
    await storePortrait(library, subject, { bytes: picture() })
    const trashed = await storePortrait(library, subject, { bytes: grainyPng() })
    library.portraits.trash(trashed.id)
    const job = await library.run()
    expect(job).toMatchObject({ compressed: 1, left: { avatar: 1, tiny: 1 } })
    expect(library.portraits.find(trashed.id)?.format).toBe('png')
  })

  test('progress tells how many, how many bytes, and whose portrait is in hand', async () => {
    const library = openCompression()
    await addGrainyCast(library, 4)
    await library.run()
    expect(library.seen.at(-1)).toMatchObject({ step: 'compress', done: 4, total: 4 })
    expect(library.seen.at(-1)?.doneBytes).toBe(library.seen.at(-1)?.totalBytes)
    expect(library.seen[0]?.now).toBe('Sitter 1')
  })

  test('a missing or harmed portrait is passed over, and flagged', async () => {
    const library = openCompression()
    const [one, two] = await addGrainyCast(library, 3)
    const missing = library.portraits.current(one ?? { kind: 'character', id: 0 })
    const damaged = library.portraits.current(two ?? { kind: 'character', id: 0 })
    if (missing) rmSync(fileOf(library, missing))
    if (damaged) writeFileSync(fileOf(library, damaged), grainyPng())
    expect(await library.run()).toMatchObject({ compressed: 1, left: { 'not-sound': 2 } })
    expect(library.portraits.find(missing?.id ?? 0)?.state).toBe('missing')
  })
})

test('fault 109: cancelled on its way, what is done is done, the rest untouched, and it goes on', async () => {
  const stop = new AbortController()
  let begun = 0
  const library = openCompression({
    imageSandbox: {
      encode: (order) => {
        begun += 1
        if (begun === 20) stop.abort(new AppError('backup-cancelled'))
        return plainImageSandbox().encode(order)
      },
    },
  })
  await addGrainyCast(library, 50)
  const cancelled = await library.run(lossless, stop.signal)
  expect(cancelled.state).toBe('cancelled')
  expect(cancelled.compressed).toBeGreaterThanOrEqual(15)
  expect(cancelled.compressed).toBeLessThan(20)
  expect(cancelled.remaining).toBe(50 - cancelled.compressed)
  const formats = library.portraits.ids().map((id) => library.portraits.find(id)?.format)
  expect(formats.filter((format) => format === 'webp')).toHaveLength(cancelled.compressed)
  expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  const ended = await library.run()
  expect(ended).toMatchObject({ id: cancelled.id, state: 'done', compressed: 50, remaining: 0 })
  expect(begun).toBeLessThanOrEqual(54)
  expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
})

test('an estimate comes from a sample of every size and changes nothing', async () => {
  const library = openCompression()
  await addGrainyCast(library, 30)
  const before = folderContents(library.dataFolder)
  const estimate = await library.compression.estimate(lossless, library.imageSandbox, library.job())
  expect(estimate).toMatchObject({ portraits: 30, sampled: 12, left: {} })
  const job = await library.run()
  const saved = job.bytesBefore - job.bytesAfter
  expect(Math.abs(estimate.savedBytes - saved) / saved).toBeLessThan(0.02)
  expect(Object.keys(before)).not.toContain('quarantine')
  expect(existsSync(join(library.dataFolder, 'quarantine'))).toBe(true)
})
