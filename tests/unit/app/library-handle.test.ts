import { expect, test } from 'vitest'
import { createLibraryHandle } from '../../../src/main/app/library-handle'
import { AppError } from '../../../src/shared/errors'

test('a library that moves stays closed for everybody until it may be opened again', () => {
  let opened = 0
  const libraryHandle = createLibraryHandle(() => {
    opened += 1
    throw new AppError('database-busy')
  })
  expect(libraryHandle.open()?.code).toBe('database-busy')
  libraryHandle.seal(new AppError('data-moving'))
  expect(libraryHandle.open()?.code).toBe('data-moving')
  expect(() => libraryHandle.library()).toThrow('data-moving')
  expect(() => libraryHandle.refuseWhileSealed()).toThrow('data-moving')
  expect(libraryHandle.whenOpen()).toBeNull()
  expect(opened).toBe(1)
  libraryHandle.unseal()
  expect(opened).toBe(2)
  libraryHandle.refuseWhileSealed()
})
