import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { createZipWriter } from '../../../../src/main/core/archive/zip-writer'
import type { NewFile } from '../../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../../src/main/core/disk/node-file-system'

const newPath = () => join(mkdtempSync(join(tmpdir(), 'castkeeper-zip-')), 'cast.zip')

/** The names, and what the last ones hold; the reader compares the sum of what it reads. */
async function readZip(zip: ZipFile, count = 3) {
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) entries.push(entry)
  const texts: string[] = []
  for (const entry of entries.slice(-count)) {
    const pieces: Buffer[] = []
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece)
    texts.push(Buffer.concat(pieces).toString())
  }
  zip.close()
  return { names: entries.map(({ fileName }) => fileName), texts }
}

async function writeMany(count: number): Promise<string> {
  const path = newPath()
  const file = await nodeFileSystem().create(path)
  const zip = createZipWriter(file)
  for (let n = 0; n < count; n += 1) await zip.add(`${n}.txt`, Buffer.from(String(n)))
  await zip.end()
  await file.close()
  return path
}

/** Python's reader is another one than yauzl, and strict about the 64-bit form. */
function pythonCounts(path: string): number {
  const script =
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(len(z.infolist()) if z.testzip() is None else -1)'
  return Number(spawnSync('python3', ['-c', script, path], { encoding: 'utf8' }).stdout)
}

describe('a zip', () => {
  test.each([0, 1, 65_534, 65_535, 65_600])(
    'of %d files is read by others, every file of it',
    async (count) => {
      const path = await writeMany(count)
      // From memory: two calls to the disk for each of many thousand entries take most of the test's time.
      const zip = await yauzl.fromBufferPromise(readFileSync(path), { autoClose: false })
      const { names, texts } = await readZip(zip, 1)
      expect(new Set(names).size).toBe(count)
      expect(texts).toEqual(count > 0 ? [String(count - 1)] : [])
      expect(pythonCounts(path)).toBe(count)
    },
  )

  test('is read where it goes on beyond 4 GiB', async () => {
    const path = newPath()
    writeFileSync(path, '')
    // Nothing but a hole on the disk: a zip may stand behind something else.
    const start = 0xffff_ffff - 40
    truncateSync(path, start)
    const handle = await open(path, 'a')
    const file: NewFile = {
      write: async (bytes) => (await handle.write(bytes)).bytesWritten,
      sync: () => handle.sync(),
      close: () => handle.close(),
    }
    const zip = createZipWriter(file, start)
    for (const name of ['near', 'far', 'further']) await zip.add(name, Buffer.from(`is ${name}`))
    await zip.end()
    await file.close()
    expect(await readZip(await yauzl.openPromise(path, { autoClose: false }))).toEqual({
      names: ['near', 'far', 'further'],
      texts: ['is near', 'is far', 'is further'],
    })
    expect(pythonCounts(path)).toBe(3)
  })
})
