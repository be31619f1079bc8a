import type { Database } from 'better-sqlite3'
import { asJson, type Scope } from './scope'

const campaigns = '(SELECT value FROM json_each(:campaigns))'
const characters = '(SELECT value FROM json_each(:characters))'
const portraits = '(SELECT value FROM json_each(:portraits))'
const jobs = `(SELECT id FROM generation_job
  WHERE campaign_id IN ${campaigns} OR character_id IN ${characters})`
const sessions = '(SELECT value FROM json_each(:sessions))'

/**
 * In order: what still points at a row is detached, then the row is deleted. An import row keeps the origin
 * of its record and is marked, so that a second import of the same library recognizes the record as one that
 * was removed, and leaves it out. A portrait that one of the removed orders made for another subject keeps
 * all its provenance except the order's number. Sessions that mention a removed character keep the name.
 */
const steps = [
  `INSERT INTO file_to_remove (campaign_id, character_id, path, sha256, bytes)
   SELECT campaign_id, character_id, path, sha256, bytes FROM portrait WHERE id IN ${portraits}
   ON CONFLICT (path) DO UPDATE SET campaign_id = excluded.campaign_id,
     character_id = excluded.character_id, sha256 = excluded.sha256, bytes = excluded.bytes,
     settled_at = NULL`,
  `UPDATE import_row SET portrait_id = NULL, portrait_was_made = 0,
     removed = CASE kind WHEN 'loose' THEN 1 ELSE removed END WHERE portrait_id IN ${portraits}`,
  `UPDATE import_row SET campaign_id = NULL, removed = 1 WHERE campaign_id IN ${campaigns}`,
  `UPDATE import_row SET character_id = NULL, removed = 1 WHERE character_id IN ${characters}`,
  `UPDATE import SET home_id = NULL WHERE home_id IN ${campaigns}`,
  `DELETE FROM portrait_tag WHERE portrait_id IN ${portraits}`,
  `DELETE FROM character_tag WHERE character_id IN ${characters}`,
  `DELETE FROM portrait_link WHERE portrait_id IN ${portraits}`,
  `DELETE FROM compressed_portrait WHERE portrait_id IN ${portraits}`,
  `UPDATE campaign SET current_portrait_id = NULL WHERE id IN ${campaigns}`,
  `UPDATE character SET current_portrait_id = NULL WHERE id IN ${characters}`,
  `DELETE FROM portrait WHERE id IN ${portraits}`,
  `UPDATE portrait SET job_id = NULL WHERE job_id IN ${jobs}`,
  `DELETE FROM generation_job WHERE id IN ${jobs}`,
  `DELETE FROM message WHERE campaign_id IN ${campaigns}`,
  `UPDATE message SET character_id = NULL WHERE character_id IN ${characters}`,
  `DELETE FROM text_version WHERE campaign_id IN ${campaigns} OR character_id IN ${characters}
   OR session_id IN ${sessions}`,
  `UPDATE session_mention SET name = (SELECT name FROM character WHERE id = character_id)
   WHERE character_id IN ${characters}`,
  `DELETE FROM session_mention WHERE session_id IN ${sessions}`,
  `DELETE FROM session WHERE id IN ${sessions}`,
  `DELETE FROM word_list WHERE campaign_id IN ${campaigns}`,
  `DELETE FROM spending_limit WHERE campaign_id IN ${campaigns}`,
  `DELETE FROM character WHERE id IN ${characters}`,
  `DELETE FROM campaign WHERE id IN ${campaigns}`,
] as const

/** Removes these rows and all that only they need. Belongs into a transaction. */
export function createRowRemoval(database: Database): (scope: Scope) => void {
  const prepared = steps.map((sql) => {
    const names = ['campaigns', 'characters', 'portraits', 'sessions'].filter((name) =>
      sql.includes(`:${name}`),
    )
    return { statement: database.prepare(sql), names }
  })
  return (scope) => {
    const all = Object.entries(asJson(scope))
    for (const { statement, names } of prepared) {
      statement.run(Object.fromEntries(all.filter(([name]) => names.includes(name))))
    }
  }
}
