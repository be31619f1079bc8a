import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { firstLibrary } from '../../src/main/core/database/migrations/001-first-library'
import { makeDataFolder } from './records'

/**
 * A library as version 1 of the schema left it: two portraits, one order, ids given out up to 9, and as many
 * characters more as asked for.
 */
export function makeFirstLibrary(dataFolder = makeDataFolder(), moreCharacters = 0): string {
  mkdirSync(dataFolder, { recursive: true })
  const database = new SQLite(join(dataFolder, 'castkeeper.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('foreign_keys = ON')
  database.exec(firstLibrary)
  database.pragma('user_version = 1')
  database.pragma(`application_id = ${0x43415354}`)
  const at = '2026-01-01T00:00:00.000Z'
  const columns = 'name, sort_name, avatar_style, avatar_seed, created_at, updated_at'
  const values = `'Éowyn', 'eowyn', 'adventurer', 'Éowyn', '${at}', '${at}'`
  database.exec(`
    INSERT INTO campaign (${columns}) VALUES (${values});
    INSERT INTO character (campaign_id, ${columns}) VALUES (1, ${values});
    INSERT INTO generation_job (character_id, provider, base_url, model, prompt, parameters, count,
      state, process_id, created_at, updated_at)
      VALUES (1, 'openai', 'https://api.openai.com/v1', 'm', 'p', '{}', 1, 'done', 1, '${at}', '${at}');
    INSERT INTO portrait (campaign_id, character_id, path, sha256, bytes, format, width_px, height_px,
      source, job_id, file_state, created_at) VALUES
      (1, NULL, 'static/portraits/gm/gm_1.png', '${'a'.repeat(64)}', 5, 'png', 1, 2, 'own-file', NULL,
        'missing', '${at}'),
      (NULL, 1, 'static/portraits/characters/character_1.png', '${'b'.repeat(64)}', 6, 'png', 3, 4,
        'generated', 1, 'missing', '${at}');
    UPDATE campaign SET current_portrait_id = 1;
    UPDATE character SET current_portrait_id = 2;
    UPDATE sqlite_sequence SET seq = 9 WHERE name = 'portrait';
  `)
  const more = database.prepare(
    `INSERT INTO character (campaign_id, ${columns}) VALUES (1, ?, ?, 'adventurer', '', '${at}', '${at}')`,
  )
  for (let number = 1; number <= moreCharacters; number += 1) more.run(`Goblin ${number}`, 'goblin')
  database.close()
  return dataFolder
}
