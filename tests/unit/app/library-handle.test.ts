import { expect, test } from 'vitest'
import { createLibraryHandle } from '../../../src/main/app/library-handle'
import { AppError } from '../../../src/shared/errors'

test('a library that moves stays closed for everybody until it may be opened again', () => {
  let opened = 0
  const door = createLibraryHandle(() => {
    opened += 1
    throw new AppError('database-busy')
  })
  expect(door.open()?.code).toBe('database-busy')
  door.seal(new AppError('data-moving'))
  expect(door.open()?.code).toBe('data-moving')
  expect(() => door.library()).toThrow('data-moving')
  expect(() => door.refuseWhileSealed()).toThrow('data-moving')
  expect(door.whenOpen()).toBeNull()
  expect(opened).toBe(1)
  door.unseal()
  expect(opened).toBe(2)
  door.refuseWhileSealed()
})
