import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readAhead } from '../../../../src/main/core/disk/read-ahead'

const items = Array.from({ length: 40 }, (_, number) => ({
  number,
  bytes: 1_000 + number * 500,
}))

test('writes each item into memory that stays unchanged until the next one is asked for', async () => {
  const seen: number[] = []
  const read = async (item: (typeof items)[number], lend: (bytes: number) => Uint8Array) => {
    const memory = lend(item.bytes)
    memory.fill(item.number)
    // As a file does: how much memory is needed is only known once it is open.
    await delay(item.number % 5)
    const more = lend(item.bytes)
    more.fill(item.number)
    return [memory, more]
  }
  for await (const { item, value } of readAhead(items, read)) {
    await delay(1)
    for (const memory of value) {
      expect(memory.length).toBe(item.bytes)
      expect(memory.every((byte) => byte === item.number)).toBe(true)
    }
    seen.push(item.number)
  }
  expect(seen).toEqual(items.map(({ number }) => number))
})

test('uses memory again instead of asking for more', async () => {
  const buffers = new Set<ArrayBufferLike>()
  const same = items.map(() => ({ bytes: 1_500_000 }))
  const read = async ({ bytes }: { readonly bytes: number }, lend: (n: number) => Uint8Array) => {
    buffers.add(lend(bytes).buffer)
  }
  for await (const _ of readAhead(same, read)) await delay(0)
  expect(buffers.size).toBeLessThanOrEqual(5)
})

test('holds no more than fits, and one item that is larger than that', async () => {
  let held = 0
  let most = 0
  const large = Array.from({ length: 6 }, () => ({ bytes: 20 * 1024 * 1024 }))
  const read = async ({ bytes }: { readonly bytes: number }) => {
    held += bytes
    most = Math.max(most, held)
    await delay(1)
  }
  for await (const { item } of readAhead(large, read)) held -= item.bytes
  expect(most).toBeLessThanOrEqual(60 * 1024 * 1024)
  for await (const { item } of readAhead([{ bytes: 200 * 1024 * 1024 }], read)) {
    expect(item.bytes).toBe(200 * 1024 * 1024)
  }
})
