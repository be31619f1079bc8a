import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { FileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { exportedPicture } from '../../../src/main/export/convert'
import { exportCast } from '../../../src/main/export/export-cast'
import { isBare } from '../../../src/main/export/prove-bare'
import { stripMetadata } from '../../../src/main/export/strip-metadata'
import type { ImageSandbox } from '../../../src/main/image-sandbox/image-sandbox'
import { jpegSegment } from '../../../src/main/portraits/formats/jpeg'
import { inspectPicture } from '../../../src/main/portraits/inspect'
import { AppError } from '../../../src/shared/errors'
import type { ExportOrder } from '../../../src/shared/export'
import type { PortraitFormat } from '../../../src/shared/portrait'
import { caseFile } from '../../support/cases'
import { appErrorOf } from '../../support/errors'
import { buried, hidden, jpegWith, words } from '../../support/hidden-words'
import { addCast, openLibrary, storePortrait } from '../../support/library'
import { type FixtureName, fixture, scenePng, soundPictures } from '../../support/pictures'
import { exifBlock } from '../../support/pictures/exif'
import { pngChunk, pngHeader, pngSignature } from '../../support/pictures/png'
import { turnedPicture } from '../../support/pictures/turned'
import { perfectLikeness, plainImageSandbox } from '../../support/plain-image-sandbox'

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
describe('a picture without metadata', () => {
  test.each(['jpeg-junk-cut.jpg', 'jpeg-junk-leak.jpg'])(
    '%s is put together again from its segments alone',
    async (name) => {
      const stripped = stripMetadata(caseFile(name))
      expect(latin(stripped)).not.toContain('PROMPT')
      expect(await isBare(stripped, [])).toBe(true)
      const { widthPx, heightPx, endsAt } = inspectPicture(stripped)
      expect([widthPx, heightPx, endsAt]).toEqual([160, 210, stripped.length])
      // The coded pixels are those of before.
      const scan = (bytes: Uint8Array) => latin(bytes).split('\u00ff\u00da')[1]
      expect(scan(stripped)).toBe(scan(caseFile(name)))
    },
  )

  test.each(Object.entries(hidden))('holds nothing that stood %s', async (_, build) => {
    expect(latin(build())).toContain('PROMPT')
    const stripped = stripMetadata(build())
    expect(latin(stripped)).not.toContain('PROMPT')
    expect(await isBare(stripped, [])).toBe(true)
    expect(await isBare(build(), [])).toBe(false)
  })

  test.each(Object.entries(buried))('cannot be proved with words %s', async (_, build) => {
    expect(await isBare(stripMetadata(build()), [])).toBe(false)
  })

  test.each(Object.keys(soundPictures).filter((name) => !/GIF|AVIF|animated/.test(name)))(
    'is made of %s without new coding',
    async (name) => {
      const build = Object.entries(soundPictures).find(([one]) => one === name)?.[1]
      const bytes = build?.() ?? Buffer.alloc(0)
      const stripped = stripMetadata(bytes)
      expect(await isBare(stripped, [])).toBe(true)
      const { endsAt, ...facts } = inspectPicture(stripped)
      expect(facts).toEqual({ ...inspectPicture(bytes), endsAt: undefined })
      expect(endsAt).toBe(stripped.length)
    },
  )

  test.each(['personal.png', 'personal.jpg', 'personal.webp'] as FixtureName[])(
    '%s keeps its orientation, and of its camera data nothing else',
    async (name) => {
      const stripped = stripMetadata(fixture(name))
      expect(await isBare(stripped, [])).toBe(true)
      expect(await isBare(fixture(name), [])).toBe(false)
      expect(latin(stripped)).not.toMatch(/Ada|Camera|xmp/)
    },
  )

  test('with an orientation beside other camera data is not taken for clean', async () => {
    const block = exifBlock({ orientation: 6, userComment: words })
    const exif = jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), block]))
    expect(await isBare(jpegWith(exif), [])).toBe(false)
  })

  test('with the prompt anywhere is not taken for clean', async () => {
    // Its pixels are stored as they are, and happen to be these letters.
    const row = Buffer.from(`\0${words}`)
    const pixels = pngChunk('IDAT', deflateSync(row, { level: 0 }))
    const head = pngHeader({ width: words.length, height: 1, colour: 'grey' })
    const bytes = Buffer.concat([pngSignature, head, pixels, pngChunk('IEND')])
    expect(await isBare(bytes, [])).toBe(true)
    expect(await isBare(bytes, [words])).toBe(false)
  })
})

/** Does as the image sandbox does with what it cannot decode: each of these bytes. */
function refusing(isRefused: (bytes: Uint8Array) => boolean): ImageSandbox {
  const plain = plainImageSandbox()
  return {
    ...plain,
    develop: async (order) => {
      if (isRefused(order.bytes)) throw new AppError('picture-damaged')
      return plain.develop(order)
    },
  }
}

describe('what leaves', () => {
  const wish = { format: 'as-stored', withMetadata: false } as const

  test.each(Object.entries(buried))(
    'is coded anew with words %s, and that is said',
    async (_, build) => {
      const format = storedFormat(build())
      const encode: ImageSandbox['encode'] = async (order) => ({
        ...(await plainImageSandbox().encode(order)),
        bytes: cleanOf(order.to),
      })
      const given = await exportedPicture(
        { ...plainImageSandbox(), encode },
        { bytes: build(), format },
        wish,
      )
      expect(given).toMatchObject({ format, wasReencoded: true })
      expect(latin(given.bytes)).not.toContain('PROMPT')
    },
  )

  test('is encoded again when the decoder refuses what was put together', async () => {
    const bytes = caseFile('card-1mib.png')
    const stripped = Buffer.from(stripMetadata(bytes))
    const room = refusing((one) => stripped.equals(one))
    const given = await exportedPicture(room, { bytes, format: 'png' }, wish)
    expect(given.wasReencoded).toBe(true)
  })

  test.each(['png', 'webp'] as const)(
    'stands upright as a %s without its orientation, where no pixel changes for that',
    async (format) => {
      const bytes = turnedPicture(format, 6)
      const given = await exportedPicture(plainImageSandbox(), { bytes, format }, wish)
      expect(given.wasReencoded).toBe(false)
      expect(inspectPicture(given.bytes).orientation).toBe(1)
      const unlike = { ...perfectLikeness, greatestStep: 1 }
      const encode: ImageSandbox['encode'] = async (order) => ({
        ...(await plainImageSandbox().encode(order)),
        likeness: unlike,
      })
      const turned = await exportedPicture(
        { ...plainImageSandbox(), encode },
        { bytes, format },
        wish,
      )
      expect(Buffer.from(turned.bytes)).toEqual(Buffer.from(stripMetadata(bytes)))
    },
  )

  test('is refused when nothing of it can be decoded, with its metadata too', async () => {
    for (const withMetadata of [true, false]) {
      const giving = exportedPicture(
        refusing(() => true),
        { bytes: scenePng(), format: 'png' },
        { ...wish, withMetadata },
      )
      expect((await appErrorOf(giving)).code).toBe('picture-damaged')
    }
  })

  test('is refused when what the encoder made is not clean', async () => {
    const encode: ImageSandbox['encode'] = async (order) => ({
      ...(await plainImageSandbox().encode(order)),
      bytes: fixture('personal.jpg'),
    })
    const giving = exportedPicture(
      { ...plainImageSandbox(), encode },
      { bytes: scenePng(), format: 'png' },
      { ...wish, format: 'jpeg' },
    )
    expect((await appErrorOf(giving)).code).toBe('picture-damaged')
  })
})

describe('an export', () => {
  const order = (form: 'folder' | 'zip'): ExportOrder => ({
    what: { kind: 'characters', ids: [1] },
    form,
    withMetadata: false,
    withNotes: false,
    pictures: 'as-stored',
  })

  async function cast(bytes: Buffer, format: PortraitFormat) {
    const library = openLibrary()
    const { character } = addCast(library)
    await storePortrait(library, character, { bytes, format })
    const folder = mkdtempSync(join(tmpdir(), 'castkeeper-export-'))
    const run = (
      form: 'folder' | 'zip',
      parts: { fileSystem?: FileSystem; imageSandbox?: ImageSandbox } = {},
    ) =>
      exportCast(
        {
          library,
          fileSystem: nodeFileSystem(),
          imageSandbox: plainImageSandbox(),
          language: 'en',
          ...parts,
        },
        order(form),
        { folder },
      )
    return { run, folder }
  }

  test('of a picture with stray bytes is one that opens, without them', async () => {
    const { run } = await cast(caseFile('jpeg-junk-leak.jpg'), 'jpeg')
    const made = await run('folder')
    expect(made).toMatchObject({ portraits: 1, withoutPortrait: [], encodedAnew: [] })
    const name = readdirSync(made.path).find((one) => one.endsWith('.jpg')) ?? ''
    expect(await isBare(readFileSync(join(made.path, name)), [])).toBe(true)
  })

  test('does not count a picture that cannot be decoded, and names whose it was', async () => {
    const { run } = await cast(scenePng(), 'png')
    const made = await run('zip', { imageSandbox: plainImageSandbox('picture-damaged') })
    expect(made).toMatchObject({ portraits: 0 })
    expect(made.withoutPortrait).toHaveLength(1)
  })

  test.each(['folder', 'zip'] as const)(
    'into a %s is refused when the disk gives back other bytes than it took',
    async (form) => {
      const { run, folder } = await cast(scenePng(), 'png')
      const real = nodeFileSystem()
      const fileSystem: FileSystem = {
        ...real,
        create: async (path) => {
          const file = await real.create(path)
          return {
            ...file,
            write: (bytes) => {
              const damaged = Buffer.from(bytes)
              const at = damaged.indexOf('IDAT')
              if (at >= 0) damaged.writeUInt8(damaged.readUInt8(at + 6) ^ 0x10, at + 6)
              return file.write(damaged)
            },
          }
        },
      }
      expect((await appErrorOf(run(form, { fileSystem }))).code).toBe('write-failed')
      expect(readdirSync(folder)).toEqual([])
    },
  )
})

function storedFormat(bytes: Uint8Array): PortraitFormat {
  const { format } = inspectPicture(bytes)
  if (format === 'gif' || format === 'avif') throw new Error(format)
  return format
}

function cleanOf(format: PortraitFormat): Uint8Array {
  if (format === 'png') return scenePng()
  return stripMetadata(fixture(format === 'jpeg' ? 'scene.jpg' : 'lossy.webp'))
}
