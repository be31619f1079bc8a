/**
 * The same tables, with checks that hold in any SQLite: up to 3.44 `json_valid(NULL)` is 0 and not NULL, so that
 * the `integrity_check` of an older program finds fault with a healthy library (tried with 3.40.1). They are made
 * again with the same columns in the same order, by the steps of
 * https://www.sqlite.org/lang_altertable.html#otheralter; foreign keys must be off while that is done. The
 * highest id ever given out, which may be that of no row any more, must not be given out again.
 */
export const optionalJson = `
CREATE TABLE generation_job_next (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign_id INTEGER REFERENCES campaign (id),
  character_id INTEGER REFERENCES character (id),
  provider TEXT NOT NULL,
  base_url TEXT NOT NULL,
  model TEXT NOT NULL,
  prompt TEXT NOT NULL,
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  count INTEGER NOT NULL CHECK (count BETWEEN 1 AND 4),
  state TEXT NOT NULL CHECK (
    state IN ('waiting', 'sent', 'received', 'done', 'failed', 'cancelled', 'interrupted')
  ),
  attempts INTEGER NOT NULL DEFAULT 0,
  retry_at TEXT,
  may_have_been_billed INTEGER NOT NULL DEFAULT 0 CHECK (may_have_been_billed IN (0, 1)),
  error_code TEXT,
  error_details TEXT CHECK (error_details IS NULL OR json_valid(error_details)),
  service_request_id TEXT,
  cost_usd REAL,
  process_id INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  dismissed_at TEXT,
  CHECK ((campaign_id IS NULL) <> (character_id IS NULL))
) STRICT;

INSERT INTO generation_job_next SELECT * FROM generation_job;

DELETE FROM sqlite_sequence WHERE name = 'generation_job_next';
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'generation_job_next', seq FROM sqlite_sequence WHERE name = 'generation_job';

DROP TABLE generation_job;
ALTER TABLE generation_job_next RENAME TO generation_job;

CREATE UNIQUE INDEX generation_job_running_for_campaign ON generation_job (campaign_id)
  WHERE state IN ('waiting', 'sent', 'received') AND campaign_id IS NOT NULL;
CREATE UNIQUE INDEX generation_job_running_for_character ON generation_job (character_id)
  WHERE state IN ('waiting', 'sent', 'received') AND character_id IS NOT NULL;
CREATE INDEX generation_job_open ON generation_job (id)
  WHERE dismissed_at IS NULL;
CREATE INDEX generation_job_of_campaign ON generation_job (campaign_id)
  WHERE campaign_id IS NOT NULL;
CREATE INDEX generation_job_of_character ON generation_job (character_id)
  WHERE character_id IS NOT NULL;

CREATE TABLE import_next (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_name TEXT NOT NULL,
  source TEXT NOT NULL CHECK (json_valid(source)),
  generation TEXT,
  state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'cancelled', 'done', 'undone')),
  decisions TEXT NOT NULL CHECK (json_valid(decisions)),
  error_code TEXT,
  error_details TEXT CHECK (error_details IS NULL OR json_valid(error_details)),
  process_id INTEGER NOT NULL,
  refused TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(refused)),
  unreadable TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(unreadable)),
  -- The campaign that characters without one went to, and whether it was made for them.
  home_id INTEGER REFERENCES campaign (id),
  home_was_made INTEGER NOT NULL DEFAULT 0 CHECK (home_was_made IN (0, 1)),
  home_fingerprint TEXT,
  -- Messages up to this old id are here.
  messages_through INTEGER,
  started_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;

INSERT INTO import_next SELECT * FROM import;

DELETE FROM sqlite_sequence WHERE name = 'import_next';
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'import_next', seq FROM sqlite_sequence WHERE name = 'import';

DROP TABLE import;
ALTER TABLE import_next RENAME TO import;

CREATE TABLE import_row_next (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  import_id INTEGER NOT NULL REFERENCES import (id),
  -- Its place in the look: campaigns, then characters, then loose files.
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('campaign', 'character', 'loose')),
  origin_id INTEGER,
  origin_user TEXT,
  origin_created_at TEXT,
  -- SHA-256 of the old portrait value, which may be a secret itself.
  origin_value TEXT,
  name TEXT NOT NULL,
  class TEXT,
  form TEXT,
  reason TEXT,
  details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details)),
  action TEXT NOT NULL CHECK (action IN ('create', 'update', 'skip')),
  -- Where a character goes: the ordinal of its campaign, or null for the home of those without one.
  parent INTEGER,
  outcome TEXT CHECK (
    outcome IN ('imported', 'recovered', 'placeholder', 'needs-you', 'skipped')
  ),
  campaign_id INTEGER REFERENCES campaign (id),
  character_id INTEGER REFERENCES character (id),
  portrait_id INTEGER REFERENCES portrait (id),
  -- False for one that was here already.
  portrait_was_made INTEGER NOT NULL DEFAULT 0 CHECK (portrait_was_made IN (0, 1)),
  -- Below the old folder, with forward slashes.
  origin_path TEXT,
  origin_sha256 TEXT,
  -- Of our record as it came; another one since means that it was edited.
  fingerprint TEXT,
  -- Our record before an update, to be put back by an undo.
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  taken_back INTEGER NOT NULL DEFAULT 0 CHECK (taken_back IN (0, 1)),
  -- The record this row came to was removed for good. A second import knows that, and leaves it out.
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  UNIQUE (import_id, ordinal)
) STRICT;

INSERT INTO import_row_next SELECT * FROM import_row;

DELETE FROM sqlite_sequence WHERE name = 'import_row_next';
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'import_row_next', seq FROM sqlite_sequence WHERE name = 'import_row';

DROP TABLE import_row;
ALTER TABLE import_row_next RENAME TO import_row;

CREATE INDEX import_row_open ON import_row (import_id, ordinal) WHERE outcome IS NULL;
CREATE INDEX import_row_of_campaign ON import_row (campaign_id) WHERE campaign_id IS NOT NULL;
CREATE INDEX import_row_of_character ON import_row (character_id) WHERE character_id IS NOT NULL;
CREATE INDEX import_row_of_portrait ON import_row (portrait_id) WHERE portrait_id IS NOT NULL;
`
