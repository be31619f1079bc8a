import { hash, randomFillSync } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { hashInThread } from '../../../../src/main/core/disk/hash-in-thread'

const mib = 1024 * 1024
const shared = (bytes: number) => new Uint8Array(new SharedArrayBuffer(bytes))

test('hashes small and large, shared and own memory alike, in any order', async () => {
  const pieces = [0, 1, 70_000, 5 * mib, 3 * mib, 40 * mib].flatMap((bytes) => [
    randomFillSync(shared(bytes)),
    randomFillSync(new Uint8Array(bytes)),
    randomFillSync(new Uint8Array(bytes + 100)).subarray(50, 50 + bytes),
  ])
  const hashes = await hashInThread((hashOf) => Promise.all(pieces.map(hashOf)))
  expect(hashes).toEqual(pieces.map((piece) => hash('sha256', piece)))
})

test('leaves the main thread free while there is much to hash', async () => {
  const much = Array.from({ length: 4 }, () => shared(64 * mib))
  await hashInThread(async (hashOf) => {
    await hashOf(shared(64 * mib))
    const before = performance.eventLoopUtilization()
    await Promise.all(much.map(hashOf))
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5)
  })
})

test('throws what the work throws', async () => {
  const failing = hashInThread(async (hashOf) => {
    await hashOf(shared(5 * mib))
    throw new RangeError('in the middle')
  })
  await expect(failing).rejects.toThrow('in the middle')
})
