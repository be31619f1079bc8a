/** Campaigns, characters, portraits and generation jobs, with word-prefix search over names. */
export const firstLibrary = `
CREATE TABLE campaign (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  sort_name TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  themes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(themes)),
  tone TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  game_system TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',
  avatar_style TEXT NOT NULL,
  avatar_seed TEXT NOT NULL,
  current_portrait_id INTEGER REFERENCES portrait (id),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  trashed_at TEXT
) STRICT;

CREATE TABLE character (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  sort_name TEXT NOT NULL,
  race TEXT NOT NULL DEFAULT '',
  class TEXT NOT NULL DEFAULT '',
  level INTEGER CHECK (level BETWEEN 0 AND 999),
  gender TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',
  avatar_style TEXT NOT NULL,
  avatar_seed TEXT NOT NULL,
  current_portrait_id INTEGER REFERENCES portrait (id),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  trashed_at TEXT
) STRICT;

CREATE INDEX character_by_name ON character (campaign_id, trashed_at, sort_name, id);
CREATE INDEX character_by_creation ON character (campaign_id, trashed_at, id);
CREATE INDEX character_by_change ON character (campaign_id, trashed_at, updated_at, id);
CREATE INDEX character_by_level ON character (campaign_id, trashed_at, level, sort_name, id);
CREATE INDEX character_with_portrait ON character (campaign_id, trashed_at, current_portrait_id)
  WHERE current_portrait_id IS NOT NULL;

CREATE TABLE generation_job (
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
  error_details TEXT CHECK (json_valid(error_details)),
  service_request_id TEXT,
  cost_usd REAL,
  process_id INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  dismissed_at TEXT,
  CHECK ((campaign_id IS NULL) <> (character_id IS NULL))
) STRICT;

-- One order per subject at a time, so that an impatient double click is not paid twice.
CREATE UNIQUE INDEX generation_job_running_for_campaign ON generation_job (campaign_id)
  WHERE state IN ('waiting', 'sent', 'received') AND campaign_id IS NOT NULL;
CREATE UNIQUE INDEX generation_job_running_for_character ON generation_job (character_id)
  WHERE state IN ('waiting', 'sent', 'received') AND character_id IS NOT NULL;
CREATE INDEX generation_job_open ON generation_job (id)
  WHERE dismissed_at IS NULL;

CREATE TABLE portrait (
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
  CHECK ((campaign_id IS NULL) <> (character_id IS NULL))
) STRICT;

CREATE INDEX portrait_of_campaign ON portrait (campaign_id, id) WHERE campaign_id IS NOT NULL;
CREATE INDEX portrait_of_character ON portrait (character_id, id) WHERE character_id IS NOT NULL;
CREATE INDEX portrait_by_job ON portrait (job_id) WHERE job_id IS NOT NULL;

CREATE VIRTUAL TABLE character_search USING fts5 (
  name, race, class,
  content = 'character', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);

CREATE TRIGGER character_search_insert AFTER INSERT ON character BEGIN
  INSERT INTO character_search (rowid, name, race, class)
  VALUES (new.id, new.name, new.race, new.class);
END;

CREATE TRIGGER character_search_delete AFTER DELETE ON character BEGIN
  INSERT INTO character_search (character_search, rowid, name, race, class)
  VALUES ('delete', old.id, old.name, old.race, old.class);
END;

CREATE TRIGGER character_search_update AFTER UPDATE OF name, race, class ON character BEGIN
  INSERT INTO character_search (character_search, rowid, name, race, class)
  VALUES ('delete', old.id, old.name, old.race, old.class);
  INSERT INTO character_search (rowid, name, race, class)
  VALUES (new.id, new.name, new.race, new.class);
END;
`
