import { describe, expect, test } from 'vitest'
import { addCast, openLibrary, storePortrait } from '../../../support/library'

describe('what is kept of portraits that were made smaller', () => {
  test('goes with its portrait, and never stands in the way of its going', async () => {
    const library = openLibrary()
    const { character } = addCast(library)
    const portrait = await storePortrait(library, character)
    const { database } = library
    database.exec(`
      INSERT INTO compression_job (settings, state, started_at) VALUES ('lossless', 'done', '2026');
      INSERT INTO compressed_portrait (portrait_id, job_id, original_path, original_sha256,
        original_bytes, original_format) VALUES (${portrait.id}, 1,
        'static/portraits/characters/character_1-9.png', '${'a'.repeat(64)}', 9, 'png');
      UPDATE character SET current_portrait_id = NULL;
      DELETE FROM portrait WHERE id = ${portrait.id};
    `)
    expect(database.prepare('SELECT count(*) FROM compressed_portrait').pluck().get()).toBe(0)
  })

  test('an original is never said to lie outside the portraits’ folder', async () => {
    const { database } = openLibrary()
    const insert = (path: string) =>
      database.exec(`
        INSERT INTO compression_job (settings, state, started_at) VALUES ('x', 'done', '2026');
        INSERT INTO compressed_portrait (portrait_id, job_id, original_path, original_sha256,
          original_bytes, original_format) VALUES (1, 1, '${path}', '${'a'.repeat(64)}', 9, 'png');
      `)
    expect(() => insert('/etc/passwd')).toThrow(/CHECK/)
    expect(() => insert('static/portraits/../../castkeeper.db')).toThrow(/CHECK/)
  })
})
