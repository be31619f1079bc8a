import { afterEach, expect, it, vi } from 'vitest'
import { keepLibraryCurrent } from '../../../../src/main/app/background/quiet-times'
import { openDatabase } from '../../../../src/main/core/database/open'
import { watchOutsideChanges } from '../../../../src/main/core/database/outside-changes'
import { nodeFileSystem } from '../../../../src/main/core/disk/node-file-system'
import { createPortraits } from '../../../../src/main/portraits/portraits'
import { makeClock, makeDataFolder } from '../../../support/records'

afterEach(() => void vi.useRealTimers())

it('notices what another process wrote, and outlives a database that is out of reach', () => {
  vi.useFakeTimers()
  const dataFolder = makeDataFolder()
  const clock = makeClock()
  const database = openDatabase({ dataFolder, clock })
  const other = openDatabase({ dataFolder, clock })
  const onChangedOutside = vi.fn()
  const log = vi.fn()
  const fileSystem = nodeFileSystem()
  const portraits = createPortraits({ database, dataFolder, fileSystem, clock })
  const library = { database, portraits, hasChangedOutside: watchOutsideChanges(database) }
  const libraryHandle = { whenOpen: () => library }
  const stop = keepLibraryCurrent({ libraryHandle, dataFolder, clock, log, onChangedOutside })
  other.exec("INSERT INTO character_search (character_search) VALUES ('rebuild')")
  vi.advanceTimersByTime(4_000)
  expect(onChangedOutside).toHaveBeenCalledOnce()
  other.close()
  database.close()
  vi.advanceTimersByTime(10_000)
  expect(log).toHaveBeenCalledOnce()
  stop()
  expect(vi.getTimerCount()).toBe(0)
})
