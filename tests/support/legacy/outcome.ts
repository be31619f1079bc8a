import type { Database } from 'better-sqlite3'
import { folderContents } from '../check-library'

/**
 * Forgets the imports after the first that found nothing new: what a command does that is called again once
 * an import was done. Throws when one of them brought something.
 */
export function forgetIdleImports(database: Database): void {
  const later = database
    .prepare<[], number>('SELECT id FROM import WHERE id > (SELECT min(id) FROM import)')
    .pluck()
    .all()
  for (const id of later) {
    const brought = database
      .prepare<[number], number>(
        `SELECT count(*) FROM import_row WHERE import_id = ? AND outcome IS NOT 'skipped'`,
      )
      .pluck()
      .get(id)
    if (brought !== 0) throw new Error(`import ${id} brought ${brought} rows once more`)
    database.prepare('DELETE FROM import_row WHERE import_id = ?').run(id)
    database.prepare('DELETE FROM import WHERE id = ?').run(id)
  }
}

/** All that an import has left in a library but for times and what differs from run to run by itself. */
export function importedState(database: Database, dataFolder: string): unknown {
  const rows = (sql: string): unknown[] => database.prepare(sql).all()
  const files = Object.entries(folderContents(dataFolder)).filter(([name]) =>
    name.startsWith('static/'),
  )
  return {
    campaigns: rows(
      `SELECT id, name, themes, language, notes, trashed_at IS NULL AS shown,
         iif(created_at < '2026', created_at, 'now') AS created FROM campaign`,
    ),
    characters: rows('SELECT id, campaign_id, name, class, description, notes FROM character'),
    portraits: rows(
      `SELECT campaign_id, character_id, path, sha256, source, original_name FROM portrait ORDER BY path`,
    ),
    shown: rows(
      `SELECT 'campaign' AS kind, campaign.id AS id, path FROM campaign
         JOIN portrait ON portrait.id = current_portrait_id
       UNION ALL SELECT 'character', character.id, path FROM character
         JOIN portrait ON portrait.id = current_portrait_id ORDER BY 1, 2`,
    ),
    messages: rows('SELECT campaign_id, character_name, role, text, written_at FROM message'),
    rows: rows(
      'SELECT ordinal, name, class, outcome, reason, campaign_id, character_id FROM import_row',
    ),
    imports: rows('SELECT id, state, error_code FROM import'),
    files: files.sort(([one], [other]) => one.localeCompare(other)),
  }
}
