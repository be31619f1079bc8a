import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withFailpoints } from '../../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../../src/main/core/disk/node-file-system'
import { retryWhileBusy } from '../../../../src/main/core/disk/retry-while-busy'
import { asDiskError, replaceFile, writeFileWhole } from '../../../../src/main/core/disk/write-file'
import { createTranslator, errorSentence } from '../../../../src/shared/translate'
import { makeDataFolder } from '../../../support/records'

const old = Buffer.from('the old one')
const fresh = Buffer.from('the new one, quite a bit longer')

function faulty(text: string) {
  return withFailpoints(plainFileSystem(), text)
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

describe('writing a new file', () => {
  test('leaves the whole file and nothing else', async () => {
    const folder = makeDataFolder()
    await writeFileWhole(nodeFileSystem(), join(folder, 'face.png'), fresh)
    expect(readFileSync(join(folder, 'face.png'))).toEqual(fresh)
    expect(readdirSync(folder)).toEqual(['face.png'])
  })

  test('never overwrites', async () => {
    const folder = makeDataFolder()
    writeFileSync(join(folder, 'face.png'), old)
    const writing = writeFileWhole(nodeFileSystem(), join(folder, 'face.png'), fresh)
    expect(await codeOf(writing)).toBe('EEXIST')
    expect(readFileSync(join(folder, 'face.png'))).toEqual(old)
    expect(readdirSync(folder)).toEqual(['face.png'])
  })

  test('of ten writers of one name, one wins and the file is whole', async () => {
    const folder = makeDataFolder()
    const texts = Array.from({ length: 10 }, (_, index) => Buffer.alloc(50_000, index))
    const codes = await Promise.all(
      texts.map((text) => codeOf(writeFileWhole(nodeFileSystem(), join(folder, 'face.png'), text))),
    )
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    expect(codes.filter((code) => code === 'EEXIST')).toHaveLength(9)
    expect(readFileSync(join(folder, 'face.png'))).toEqual(texts[codes.indexOf('done')])
    expect(readdirSync(folder)).toEqual(['face.png'])
  })

  test.each(['EPERM', 'ENOTSUP', 'EXDEV'])(
    'fault 54: where link() says %s the file still comes whole, and never over another',
    async (code) => {
      const folder = makeDataFolder()
      const disk = faulty(`link=${code}`)
      await writeFileWhole(disk, join(folder, 'face.png'), old)
      expect(readFileSync(join(folder, 'face.png'))).toEqual(old)
      const second = writeFileWhole(disk, join(folder, 'face.png'), fresh)
      expect(await codeOf(second)).toBe('EEXIST')
      expect(readFileSync(join(folder, 'face.png'))).toEqual(old)
      expect(readdirSync(folder)).toEqual(['face.png'])
    },
  )

  test('fault 54: without links, of ten writers of one name one wins', async () => {
    const folder = makeDataFolder()
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        codeOf(
          writeFileWhole(
            faulty('link=EPERM'),
            join(folder, 'face.png'),
            Buffer.alloc(9_000, index),
          ),
        ),
      ),
    )
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    expect(readFileSync(join(folder, 'face.png'))).toEqual(
      Buffer.alloc(9_000, codes.indexOf('done')),
    )
    expect(readdirSync(folder)).toEqual(['face.png'])
  })

  test('fails whole at every call that can fail, and works the next time', async () => {
    // Until the run succeeds: then n is past the last call.
    let succeeded = false
    for (let n = 1; !succeeded; n += 1) {
      const folder = makeDataFolder()
      const path = join(folder, 'face.png')
      succeeded = (await codeOf(writeFileWhole(faulty(`any:${n}=ENOSPC`), path, fresh))) === 'done'
      const names = readdirSync(folder).filter((name) => !name.endsWith('.partial'))
      expect(names).toEqual(succeeded ? ['face.png'] : [])
      if (!succeeded) await writeFileWhole(nodeFileSystem(), path, fresh)
      expect(readFileSync(path)).toEqual(fresh)
    }
  })
})

describe('replacing a file', () => {
  test('leaves the old one or the new one, whole, at every call that can fail', async () => {
    let succeeded = false
    for (let n = 1; !succeeded; n += 1) {
      const folder = makeDataFolder()
      const path = join(folder, 'preferences.json')
      writeFileSync(path, old)
      succeeded = (await codeOf(replaceFile(faulty(`any:${n}=ENOSPC`), path, fresh))) === 'done'
      expect([old, fresh]).toContainEqual(readFileSync(path))
    }
  })
})

describe('faults of the disk', () => {
  test('fault 50: after EIO on sync the bytes go to another file, and are never believed stored before', async () => {
    const folder = makeDataFolder()
    const created: string[] = []
    const disk = faulty('sync:1=EIO')
    const watched = {
      ...disk,
      create: (path: string) => {
        created.push(path)
        return disk.create(path)
      },
    }
    await writeFileWhole(watched, join(folder, 'face.png'), fresh)
    expect(new Set(created).size).toBe(2)
    expect(readFileSync(join(folder, 'face.png'))).toEqual(fresh)
    expect(readdirSync(folder)).toEqual(['face.png'])
  })

  test.each(['write=EIO', 'sync=EIO', 'syncFolder=EIO'])(
    'fault 50: a disk that keeps answering %s has stored nothing',
    async (fault) => {
      const folder = makeDataFolder()
      const writing = writeFileWhole(faulty(fault), join(folder, 'face.png'), fresh)
      expect(await codeOf(writing)).toBe('EIO')
      expect(readdirSync(folder)).toEqual([])
    },
  )

  test('fault 52: out of file descriptors, a write waits and goes on', async () => {
    const folder = makeDataFolder()
    const waited: number[] = []
    const disk = retryWhileBusy(faulty('create:1=EMFILE,create:2=ENFILE'), {
      wait: async (milliseconds) => waited.push(milliseconds),
    })
    await writeFileWhole(disk, join(folder, 'face.png'), fresh)
    expect(waited).toHaveLength(2)
    expect(readFileSync(join(folder, 'face.png'))).toEqual(fresh)
  })

  test('fault 54: a virus scanner that holds the file is waited for on Windows, 2 s at most', async () => {
    const folder = makeDataFolder()
    const waited: number[] = []
    const options = {
      platform: 'win32',
      wait: async (milliseconds: number) => waited.push(milliseconds),
    } as const
    const patient = (fault: string) => retryWhileBusy(faulty(fault), options)
    await writeFileWhole(patient('link:1=EPERM'), join(folder, 'face.png'), fresh)
    expect(waited).toHaveLength(1)
    waited.length = 0
    const held = replaceFile(patient('rename=EBUSY'), join(folder, 'face.png'), old)
    expect(await codeOf(held)).toBe('EBUSY')
    expect(waited).toHaveLength(5)
    expect(waited.reduce((sum, milliseconds) => sum + milliseconds)).toBeLessThanOrEqual(2_000)
    expect(readFileSync(join(folder, 'face.png'))).toEqual(fresh)
    expect(readdirSync(folder)).toEqual(['face.png'])
  })

  test('says how much room is needed and free, and names the folder without its path', () => {
    const folder = join(makeDataFolder(), 'characters')
    mkdirSync(folder)
    const error = asDiskError(Object.assign(new Error('no'), { code: 'ENOSPC' }), {
      folder,
      neededBytes: 5_000,
    })
    expect(error.code).toBe('disk-full')
    expect(error.details).toEqual({
      folder: 'characters',
      neededBytes: 5_000,
      freeBytes: expect.any(Number),
      context: 'measured',
    })
    expect(errorSentence(createTranslator('fr'), error.toReport())).toMatch(
      /il faut 5\s?ko dans le dossier «\u00a0characters\u00a0», et il reste [\d,]+\s?[GMT]o/,
    )
  })

  test.each([
    ['EDQUOT', 'disk-full'],
    ['EFBIG', 'disk-full'],
    ['EACCES', 'folder-not-writable'],
    ['EROFS', 'folder-not-writable'],
    ['EPERM', 'folder-not-writable'],
    ['ENOTDIR', 'folder-replaced'],
    ['EIO', 'write-failed'],
    ['EMFILE', 'write-failed'],
  ])('tells %s as %s', async (system, code) => {
    const folder = makeDataFolder()
    const error: unknown = await writeFileWhole(
      faulty(`create=${system}`),
      join(folder, 'face.png'),
      fresh,
    ).catch((thrown: unknown) => thrown)
    expect(asDiskError(error, { folder }).code).toBe(code)
    expect(existsSync(join(folder, 'face.png'))).toBe(false)
  })
})
