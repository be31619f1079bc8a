/**
 * Imports of the old app's libraries: unassigned portraits, the journal of a campaign, and what each import
 * added. The table `portrait` is rebuilt for its changed check, by the steps of
 * https://www.sqlite.org/lang_altertable.html#otheralter; foreign keys must be off during that.
 */
export const oldPortraits = `
CREATE TABLE portrait_anew (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign_id INTEGER REFERENCES campaign (id),
  character_id INTEGER REFERENCES character (id),
  path TEXT NOT NULL UNIQUE CHECK (path GLOB 'static/portraits/*' AND path NOT GLOB '*..*'),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  format TEXT NOT NULL CHECK (format IN ('png', 'jpeg', 'webp')),
  width_px INTEGER NOT NULL CHECK (width_px > 0),
  height_px INTEGER NOT NULL CHECK (height_px > 0),
  file_state TEXT NOT NULL DEFAULT 'sound' CHECK (
    file_state IN ('sound', 'missing', 'unreadable', 'damaged')
  ),
  source TEXT NOT NULL,
  original_name TEXT,
  provider TEXT,
  model TEXT,
  prompt TEXT,
  parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)),
  cost_usd REAL,
  job_id INTEGER REFERENCES generation_job (id),
  created_at TEXT NOT NULL,
  trashed_at TEXT,
  CHECK (campaign_id IS NULL OR character_id IS NULL)
) STRICT;

INSERT INTO portrait_anew (id, campaign_id, character_id, path, sha256, bytes, format, width_px,
  height_px, file_state, source, original_name, provider, model, prompt, parameters, cost_usd, job_id,
  created_at, trashed_at)
SELECT id, campaign_id, character_id, path, sha256, bytes, format, width_px,
  height_px, file_state, source, original_name, provider, model, prompt, parameters, cost_usd, job_id,
  created_at, trashed_at
FROM portrait;

-- The highest id ever given out, which may be that of no row any more, must not be given out again.
DELETE FROM sqlite_sequence WHERE name = 'portrait_anew';
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'portrait_anew', seq FROM sqlite_sequence WHERE name = 'portrait';

DROP TABLE portrait;
ALTER TABLE portrait_anew RENAME TO portrait;

CREATE INDEX portrait_of_campaign ON portrait (campaign_id, id) WHERE campaign_id IS NOT NULL;
CREATE INDEX portrait_of_character ON portrait (character_id, id) WHERE character_id IS NOT NULL;
CREATE INDEX portrait_of_nobody ON portrait (id)
  WHERE campaign_id IS NULL AND character_id IS NULL;
CREATE INDEX portrait_by_job ON portrait (job_id) WHERE job_id IS NOT NULL;

CREATE TABLE import (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_name TEXT NOT NULL,
  source TEXT NOT NULL CHECK (json_valid(source)),
  generation TEXT,
  state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'cancelled', 'done', 'undone')),
  decisions TEXT NOT NULL CHECK (json_valid(decisions)),
  error_code TEXT,
  error_details TEXT CHECK (json_valid(error_details)),
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

CREATE TABLE import_row (
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
  before TEXT CHECK (json_valid(before)),
  taken_back INTEGER NOT NULL DEFAULT 0 CHECK (taken_back IN (0, 1)),
  UNIQUE (import_id, ordinal)
) STRICT;

CREATE INDEX import_row_open ON import_row (import_id, ordinal) WHERE outcome IS NULL;
CREATE INDEX import_row_of_campaign ON import_row (campaign_id) WHERE campaign_id IS NOT NULL;
CREATE INDEX import_row_of_character ON import_row (character_id) WHERE character_id IS NOT NULL;
CREATE INDEX import_row_of_portrait ON import_row (portrait_id) WHERE portrait_id IS NOT NULL;

CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  character_id INTEGER REFERENCES character (id),
  character_name TEXT,
  role TEXT NOT NULL,
  text TEXT NOT NULL,
  written_at TEXT,
  import_id INTEGER NOT NULL REFERENCES import (id),
  origin_id INTEGER NOT NULL,
  trashed_at TEXT
) STRICT;

CREATE INDEX message_in_order ON message (campaign_id, trashed_at, import_id, origin_id, id);
CREATE INDEX message_by_origin ON message (origin_id, campaign_id);
CREATE INDEX message_of_import ON message (import_id);
`
