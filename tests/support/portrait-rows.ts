import type { Database } from 'better-sqlite3'
import { searchText } from '../../src/shared/search'

type Value = string | number | null | undefined

const usual = {
  campaign_id: null,
  character_id: null,
  bytes: 100,
  format: 'png',
  width_px: 8,
  height_px: 8,
  file_state: 'sound',
  source: 'own-file',
  original_name: null,
  provider: null,
  model: null,
  prompt: null,
  created_at: '2026-11-22T20:00:00.000Z',
  trashed_at: null,
  starred: 0,
} as const

/** Adds a portrait's row without its file, with these columns; answers its id. */
export function addRow(
  database: Database,
  columns: Readonly<Record<string, Value>> & { readonly path: string; readonly sha256: string },
): number {
  const { prompt, original_name: originalName } = columns
  const search_text = searchText(String(prompt ?? ''), String(originalName ?? ''))
  const row = { ...usual, search_text, ...columns }
  const names = Object.keys(row)
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO portrait (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`,
    )
    .run(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? null])))
  return Number(lastInsertRowid)
}
