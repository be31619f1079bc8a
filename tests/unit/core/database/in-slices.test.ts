import { expect, test } from 'vitest'
import { commitInPlace } from '../../../../src/main/core/database/commit-off-thread'
import { changeInSlices } from '../../../../src/main/core/database/in-slices'
import { openRecords } from '../../../support/records'

const items = Array.from({ length: 20 }, (_, index) => index + 1)

function open() {
  const { database, campaigns } = openRecords()
  const slices: number[][] = []
  const options = {
    database,
    commitOffThread: commitInPlace,
    onSlice: (results: readonly number[]) => void slices.push([...results]),
  }
  /** Takes five milliseconds. */
  const change = (number: number): number => {
    const end = performance.now() + 5
    while (performance.now() < end);
    return campaigns.create({ name: String(number) }).id
  }
  return { options, slices, change, campaigns }
}

test('the thread is free after a few milliseconds, and all is done in the end', async () => {
  const { options, slices, change, campaigns } = open()
  let turns = 0
  let isOver = false
  const count = (): void => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  await changeInSlices(items, options, change)
  isOver = true
  for (const slice of slices) expect(slice.length).toBeLessThanOrEqual(4)
  expect(turns).toBeGreaterThanOrEqual(slices.length)
  expect(slices.flat()).toEqual(items)
  expect(campaigns.list()).toHaveLength(20)
})

test('what was committed stays when it is cancelled, or when one fails', async () => {
  const { options, slices, change, campaigns } = open()
  const controller = new AbortController()
  const onSlice = (results: readonly number[]) => {
    slices.push([...results])
    if (slices.length === 2) controller.abort(new Error('enough'))
  }
  const { signal } = controller
  await expect(changeInSlices(items, { ...options, signal, onSlice }, change)).rejects.toThrow(
    'enough',
  )
  expect(slices).toHaveLength(2)
  expect(campaigns.list()).toHaveLength(slices.flat().length)

  const failing = open()
  const fails = (number: number): number => {
    if (number === 15) throw new Error('no fifteenth')
    return failing.change(number)
  }
  await expect(changeInSlices(items, failing.options, fails)).rejects.toThrow('no fifteenth')
  expect(failing.campaigns.list()).toHaveLength(failing.slices.flat().length)
  expect(failing.slices.flat().length).toBeLessThan(15)
})
