import { describe, expect, test } from 'vitest'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import type { ImageSandbox } from '../../../src/main/image-sandbox/image-sandbox'
import { AppError } from '../../../src/shared/errors'
import { checkLibrary } from '../../support/check-library'
import {
  addGrainyCast,
  filesOf,
  grainyPng,
  lossy,
  openCompression,
} from '../../support/compressing'
import { perfectLikeness, plainImageSandbox } from '../../support/plain-image-sandbox'

/** A image sandbox whose result is this large, or looks like this. */
function imageSandboxWith(change: Partial<Awaited<ReturnType<ImageSandbox['encode']>>>) {
  return {
    encode: async (order: Parameters<ImageSandbox['encode']>[0]) => ({
      ...(await plainImageSandbox().encode(order)),
      ...change,
    }),
  }
}

describe('a result that is no better', () => {
  test.each([
    ['another kind of file', { bytes: grainyPng(200) }, 'undecodable'],
    ['not the same', { likeness: { ...perfectLikeness, greatestStep: 9 } }, 'not-same'],
    [
      'see-through elsewhere',
      { likeness: { ...perfectLikeness, isAlphaEqual: false } },
      'not-same',
    ],
    ['no WebP at all', { bytes: Buffer.from('RIFF') }, 'undecodable'],
    ['of another size', { widthPx: 7 }, 'undecodable'],
    ['without a comparison', { likeness: null }, 'undecodable'],
  ])('fault 108: %s: the original stays, and that is remembered', async (_, change, reason) => {
    let tried = 0
    const room = imageSandboxWith(change)
    const library = openCompression({
      imageSandbox: {
        encode: (order) => {
          tried += 1
          return room.encode(order)
        },
      },
    })
    await addGrainyCast(library, 2)
    const before = filesOf(library)
    expect(await library.run()).toMatchObject({ compressed: 0, left: { [reason]: 2 } })
    expect(filesOf(library)).toEqual(before)
    await library.run()
    expect(tried).toBe(2)
    expect((await library.quarantine.list()).entries).toEqual([])
  })

  test('fault 108: larger than the original', async () => {
    const library = openCompression({
      imageSandbox: {
        encode: async (order) => {
          const made = await plainImageSandbox().encode(order)
          const padding = Buffer.alloc(30_000)
          const whole = Buffer.concat([Buffer.from(made.bytes), Buffer.from('XXXX'), padding])
          whole.writeUInt32LE(padding.length - 4, made.bytes.length + 4)
          whole.writeUInt32LE(whole.length - 8, 4)
          return { ...made, bytes: whole.subarray(0, whole.length) }
        },
      },
    })
    await addGrainyCast(library, 1)
    const before = filesOf(library)
    expect((await library.run()).left).toEqual({ larger: 1 })
    expect(filesOf(library)).toEqual(before)
  })

  test('a likeness below the threshold is refused for lossy WebP', async () => {
    const likeness = { ...perfectLikeness, lumaDb: 37.9, greatestStep: 12 }
    const library = openCompression({ imageSandbox: imageSandboxWith({ likeness }) })
    await addGrainyCast(library, 1)
    expect((await library.run(lossy)).left).toEqual({ 'not-same': 1 })
  })

  test('fault 108: a picture the image sandbox cannot decode stays, one it crashed on is tried again', async () => {
    for (const code of ['picture-damaged', 'darkroom-crashed'] as const) {
      let tried = 0
      const encode = async () => {
        tried += 1
        throw new AppError(code)
      }
      const library = openCompression({ imageSandbox: { encode } })
      await addGrainyCast(library, 1)
      const before = filesOf(library)
      expect(await library.run()).toMatchObject({ state: 'done', compressed: 0 })
      await library.run()
      expect(tried).toBe(code === 'darkroom-crashed' ? 2 : 1)
      expect(filesOf(library)).toEqual(before)
    }
  })
})

describe('a disk that fails', () => {
  test.each(['write=ENOSPC', 'sync=EIO', 'create=EACCES', 'link=EIO'])(
    'fault 108: %s: the run ends with the reason, every portrait is whole',
    async (fault) => {
      const library = openCompression()
      const { dataFolder } = library
      await addGrainyCast(library, 3)
      library.database.close()
      const faulty = openCompression({
        dataFolder,
        fileSystem: withFailpoints(plainFileSystem(), fault),
      })
      await expect(faulty.run()).rejects.toBeInstanceOf(AppError)
      expect(checkLibrary(faulty.database, dataFolder)).toEqual([])
      expect((await faulty.compression.overview()).job?.state).toBe('interrupted')
      faulty.database.close()
      const again = openCompression({ dataFolder })
      expect(await again.run()).toMatchObject({ state: 'done', compressed: 3, remaining: 0 })
      expect(checkLibrary(again.database, dataFolder)).toEqual([])
    },
  )
})
