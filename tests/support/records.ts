import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCampaigns } from '../../src/main/campaign/campaigns'
import { createCast } from '../../src/main/campaign/cast'
import { createCharacters } from '../../src/main/campaign/characters'
import { createSearchEverywhere } from '../../src/main/campaign/everywhere'
import { openDatabase } from '../../src/main/database/open'

/** A user data folder of its own, in the system's folder for temporary files. */
export function makeDataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'castkeeper-test-'))
}

/** A clock that starts in 2026 and moves one second on each time it is read. */
export function makeClock(start = '2026-11-22T20:00:00.000Z') {
  let now = Date.parse(start)
  return () => {
    now += 1_000
    return new Date(now)
  }
}

/** An empty library in real SQLite, with everything that reads and writes campaigns and characters. */
export function openRecords(dataFolder = makeDataFolder(), clock = makeClock()) {
  const database = openDatabase({ dataFolder, clock })
  return {
    dataFolder,
    database,
    campaigns: createCampaigns({ database, clock }),
    characters: createCharacters({ database, clock }),
    cast: createCast({ database }),
    searchEverywhere: createSearchEverywhere({ database }),
  }
}
