import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import type { ImportSource } from '../../src/shared/legacy-import'
import { makeCharacter } from './names'
import { makePng } from './pictures'

export const oldPictureBytes = 1_500_000

export interface OldLibraryFolder {
  readonly folder: string
  readonly source: ImportSource
  readonly pictures: readonly string[]
}

/** An old library of the last generation with one user, a campaign for each hundred characters, and a file for each. */
export function makeOldLibrary(
  folder: string,
  characters: number,
  writePicture: (path: string, seed: number) => void,
): OldLibraryFolder {
  const portraits = join(folder, 'static/portraits')
  mkdirSync(join(portraits, 'characters'), { recursive: true })
  const database = new SQLite(join(folder, 'database.db'))
  database.exec(`
    CREATE TABLE schema_info (version INTEGER);
    INSERT INTO schema_info VALUES (4);
    CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, password TEXT NOT NULL);
    INSERT INTO users VALUES (1, 'aline@example.org', '');
    CREATE TABLE campaigns (id INTEGER PRIMARY KEY, user_id INTEGER, name TEXT, themes TEXT,
      language TEXT, gm_portrait TEXT, created_at TEXT, is_active BOOLEAN DEFAULT 1);
    CREATE TABLE characters (id INTEGER PRIMARY KEY, user_id INTEGER, campaign_id INTEGER, name TEXT,
      class TEXT, race TEXT, level INTEGER, portrait_url TEXT, created_at TEXT, is_active BOOLEAN DEFAULT 1);
    CREATE TABLE messages (id INTEGER PRIMARY KEY, user_id INTEGER, campaign_id INTEGER, role TEXT,
      content TEXT, timestamp TEXT);
  `)
  const addCampaign = database.prepare(
    "INSERT INTO campaigns (id, user_id, name, themes, language) VALUES (?, 1, ?, '[]', 'English')",
  )
  const addCharacter = database.prepare(
    `INSERT INTO characters (id, user_id, campaign_id, name, class, race, level, portrait_url)
     VALUES (?, 1, ?, ?, ?, ?, ?, ?)`,
  )
  const pictures: string[] = []
  database.transaction(() => {
    for (let id = 1; id <= characters; id += 1) {
      const campaign = Math.ceil(id / 100)
      if (id % 100 === 1) addCampaign.run(campaign, `Campaign ${campaign}`)
      const { name, class: role, race, level } = makeCharacter(id)
      const path = `characters/character_${id}.png`
      addCharacter.run(id, campaign, name, role, race, level, `static/portraits/${path}`)
      writePicture(join(portraits, path), id)
      pictures.push(join(portraits, path))
    }
  })()
  database.close()
  const source = { chosen: folder, database: join(folder, 'database.db'), portraits }
  return { folder, source: { ...source, otherDatabases: [], otherPortraits: [] }, pictures }
}

/** Right at its head and its tail, with a hole between that takes no room on the disk. */
export function writeHollowPicture(path: string): void {
  const whole = makePng({ width: 8, height: 8, grain: 8, seed: 1 })
  const file = openSync(path, 'wx')
  const head = whole.subarray(0, 33)
  const tail = whole.subarray(whole.length - 12)
  writeSync(file, head, 0, head.length, 0)
  ftruncateSync(file, oldPictureBytes)
  writeSync(file, tail, 0, tail.length, oldPictureBytes - tail.length)
  closeSync(file)
}

const wholePictures: Uint8Array[] = []

/** One of a dozen whole pictures of that size. */
export function writeWholePicture(path: string, seed: number): void {
  const which = seed % 12
  wholePictures[which] ??= makePng({ width: 1024, height: 922, grain: 8.2, seed: 9_000 + which })
  writeFileSync(path, wholePictures[which])
}
