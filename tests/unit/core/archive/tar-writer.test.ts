import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decodeHeader, encodeHeader } from '../../../../src/main/core/archive/tar-header'
import {
  allocateFrame,
  type TarEntry,
  writeTar,
} from '../../../../src/main/core/archive/tar-writer'
import { plainFileSystem } from '../../../../src/main/core/disk/file-system'
import { makeTarget } from '../../../support/backup/making'
import { readEntries } from '../../../support/backup/tampering'

const modifiedAt = new Date('2026-11-22T20:00:00Z')
const sizes = [0, 1, 511, 512, 513, 100_000]

async function write(entries: readonly TarEntry[]): Promise<string> {
  const path = join(makeTarget(), 'some.tar')
  const file = await plainFileSystem().create(path)
  try {
    await writeTar(file, inOrder(entries), modifiedAt)
  } finally {
    await file.close()
  }
  return path
}

async function* inOrder<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  yield* values
}

const content = (bytes: number) => Buffer.alloc(bytes, `${bytes} bytes `)

describe('a tar', () => {
  test('holds content of any size, in pieces or with room around it, for any other program', async () => {
    const dirty = () => new Uint8Array(200_000).fill(0xff)
    const framed = sizes.map((bytes): TarEntry => {
      const borrowed = allocateFrame((wanted) => dirty().subarray(0, wanted), bytes)
      borrowed.content.set(content(bytes))
      return { name: `framed/${bytes}`, bytes, ...borrowed }
    })
    const inPieces = sizes.map((bytes): TarEntry => {
      const pieces = [content(bytes).subarray(0, 300), content(bytes).subarray(300)]
      return { name: `pieces/${bytes}`, bytes, content: inOrder(pieces) }
    })
    const whole = sizes.map((bytes) => ({ name: `whole/${bytes}`, bytes, content: content(bytes) }))
    const all = [...framed, ...inPieces, ...whole]
    const path = await write(all)
    const read = await readEntries(path)
    expect(read.map(({ header }) => header.name)).toEqual(all.map(({ name }) => name))
    for (const entry of read) expect(entry.content).toEqual(content(entry.content.length))
    expect(read.map((entry) => entry.content.length)).toEqual([...sizes, ...sizes, ...sizes])
    expect(read[0]?.header.mtime).toEqual(modifiedAt)
    const listed = execFileSync('tar', ['--utc', '-tvf', path]).toString()
    expect(listed.match(/^-rw-r--r-- 0\/0 .* 2026-11-22 20:00 /gm)).toHaveLength(all.length)
  })

  test('is not finished with content of another size than was told', async () => {
    const entry = { name: 'short', bytes: 9, content: inOrder([Buffer.from('only 7!')]) }
    await expect(write([entry])).rejects.toThrow(RangeError)
  })
})

describe('a header', () => {
  test.each([
    ['a/short.png', 5],
    [`${'folder/'.repeat(14)}${'x'.repeat(95)}.png`, 5],
    ['huge.db', 8 ** 11],
    ['large.db', 8 ** 11 - 1],
  ])('is read as it was written: %s, %d', (name, bytes) => {
    const header = encodeHeader({ name, bytes, modifiedAt })
    expect(decodeHeader(header)).toEqual({ name, kind: 'file', bytes })
  })

  test.each(['x'.repeat(101), `${'x'.repeat(156)}/y`, 'é.png', ''])(
    'is not made for the name %j',
    (name) => {
      expect(() => encodeHeader({ name, bytes: 1, modifiedAt })).toThrow(RangeError)
    },
  )
})
