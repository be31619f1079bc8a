import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCampaigns } from '../../src/main/campaigns/campaigns'
import { createCharacterList } from '../../src/main/campaigns/character-list'
import { createCharacters } from '../../src/main/campaigns/characters'
import { createSearchEverywhere } from '../../src/main/campaigns/search-everywhere'
import { TextVersions } from '../../src/main/campaigns/text-versions'
import { createWordLists } from '../../src/main/campaigns/word-lists'
import { openDatabase } from '../../src/main/core/database/open'
import type { LineWords } from '../../src/main/sessions/line-words'
import { createSessions } from '../../src/main/sessions/sessions'
import { createSightings } from '../../src/main/sessions/sightings'

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

/** As the English ones, which specs of Playwright cannot import. */
const lineWords: LineWords = {
  shown: (name) => `Portrait shown: ${name}`,
  'quick-character': (name, words) => `New character: ${name} – ${words}`,
  drawn: (name) => `${name} turns up`,
  status: (name, words) => `${name}: ${words}`,
}

/** An empty library in real SQLite, with everything that reads and writes campaigns and characters. */
export function openRecords(dataFolder = makeDataFolder(), clock = makeClock()) {
  const database = openDatabase({ dataFolder, clock })
  const campaigns = createCampaigns({ database, clock })
  return {
    dataFolder,
    database,
    campaigns,
    wordLists: createWordLists({ database, campaigns }),
    sessions: createSessions({ database, clock, campaigns, lineWords }),
    sightings: createSightings(database),
    characters: createCharacters({ database, clock }),
    cast: createCharacterList({ database }),
    searchEverywhere: createSearchEverywhere({ database }),
    textVersions: new TextVersions({ database, clock }),
  }
}
