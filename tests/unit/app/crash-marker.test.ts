import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { leaveCrashMarker } from '../../../src/main/app/crash-marker'
import { makeDataFolder } from '../../support/records'

const log = () => undefined

test('a proper end leaves no mark, a kill does, and one start later it is forgotten', () => {
  const folder = makeDataFolder()
  const first = leaveCrashMarker(folder, log)
  expect(first.hasCrashed).toBe(false)
  first.remove()
  expect(leaveCrashMarker(folder, log).hasCrashed).toBe(false)
  const afterKill = leaveCrashMarker(folder, log)
  expect(afterKill.hasCrashed).toBe(true)
  afterKill.remove()
  expect(leaveCrashMarker(folder, log).hasCrashed).toBe(false)
})

test('an uncaught exception leaves the marker, though the app quits by itself', () => {
  const folder = makeDataFolder()
  const mark = leaveCrashMarker(folder, log)
  mark.preserve()
  mark.remove()
  expect(leaveCrashMarker(folder, log).hasCrashed).toBe(true)
})

test('a folder that cannot be written does not prevent a start', () => {
  const file = join(makeDataFolder(), 'file')
  writeFileSync(file, '')
  const told = vi.fn()
  const mark = leaveCrashMarker(join(file, 'below'), told)
  mark.remove()
  expect(mark.hasCrashed).toBe(false)
  expect(told).toHaveBeenCalled()
  expect(existsSync(join(file, 'below'))).toBe(false)
})
