/**
 * What the care of a large library needs: starred portraits, which no limit of the history takes,
 * where a portrait's picture can be fetched again, and what the wall of all portraits is read and
 * searched by.
 */
export const libraryCare = `
ALTER TABLE portrait ADD COLUMN starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1));

-- Who else has these bytes: asked before a file goes, and to find a lost file again.
CREATE INDEX portrait_by_hash ON portrait (sha256);

-- A permanent address whose picture was stored as this portrait, with what the server said to ask
-- whether it has changed since.
CREATE TABLE portrait_link (
  portrait_id INTEGER PRIMARY KEY REFERENCES portrait (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  checked_at TEXT NOT NULL
) STRICT;

-- The library's wall reads all of this of every portrait at once; from the tables it would read past
-- every prompt and all notes.
CREATE INDEX portrait_on_wall ON portrait (id, campaign_id, character_id, source, provider, model,
  format, bytes, file_state, starred, created_at, trashed_at) WHERE trashed_at IS NULL;
CREATE INDEX character_at_home ON character (id, campaign_id, sort_name);
CREATE INDEX character_in_trash ON character (id) WHERE trashed_at IS NOT NULL;

-- What a portrait is found by. The words stand in other tables, so none of them is kept here.
CREATE VIRTUAL TABLE portrait_search USING fts5 (
  name, prompt, original_name,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);

INSERT INTO portrait_search (rowid, name, prompt, original_name)
SELECT portrait.id, coalesce(character.name, campaign.name), portrait.prompt, portrait.original_name
FROM portrait LEFT JOIN character ON character.id = portrait.character_id
LEFT JOIN campaign ON campaign.id = portrait.campaign_id;

CREATE TRIGGER portrait_search_insert AFTER INSERT ON portrait BEGIN
  INSERT INTO portrait_search (rowid, name, prompt, original_name) VALUES (new.id,
    coalesce((SELECT name FROM character WHERE id = new.character_id),
      (SELECT name FROM campaign WHERE id = new.campaign_id)),
    new.prompt, new.original_name);
END;

CREATE TRIGGER portrait_search_delete AFTER DELETE ON portrait BEGIN
  DELETE FROM portrait_search WHERE rowid = old.id;
END;

CREATE TRIGGER portrait_search_update
AFTER UPDATE OF campaign_id, character_id, prompt, original_name ON portrait BEGIN
  DELETE FROM portrait_search WHERE rowid = old.id;
  INSERT INTO portrait_search (rowid, name, prompt, original_name) VALUES (new.id,
    coalesce((SELECT name FROM character WHERE id = new.character_id),
      (SELECT name FROM campaign WHERE id = new.campaign_id)),
    new.prompt, new.original_name);
END;

CREATE TRIGGER portrait_search_character AFTER UPDATE OF name ON character
WHEN new.name <> old.name BEGIN
  DELETE FROM portrait_search
    WHERE rowid IN (SELECT id FROM portrait WHERE character_id = new.id);
  INSERT INTO portrait_search (rowid, name, prompt, original_name)
    SELECT id, new.name, prompt, original_name FROM portrait WHERE character_id = new.id;
END;

CREATE TRIGGER portrait_search_campaign AFTER UPDATE OF name ON campaign
WHEN new.name <> old.name BEGIN
  DELETE FROM portrait_search
    WHERE rowid IN (SELECT id FROM portrait WHERE campaign_id = new.id);
  INSERT INTO portrait_search (rowid, name, prompt, original_name)
    SELECT id, new.name, prompt, original_name FROM portrait WHERE campaign_id = new.id;
END;

-- Of a portrait in the trash: it was the one shown, and is shown again when it comes back.
ALTER TABLE portrait ADD COLUMN was_current INTEGER NOT NULL DEFAULT 0
  CHECK (was_current IN (0, 1));

-- The record this row came to was removed for good. A second import knows that, and leaves it out.
ALTER TABLE import_row ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));

-- Files of portraits whose rows were removed for good, written in the same transaction. A line stays
-- once its file is gone, so that no new portrait is ever given a name that somebody may still remove.
-- The owner may be gone as well, so it is no reference.
CREATE TABLE file_to_remove (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign_id INTEGER,
  character_id INTEGER,
  path TEXT NOT NULL UNIQUE CHECK (path GLOB 'static/portraits/*' AND path NOT GLOB '*..*'),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  settled_at TEXT
) STRICT;
CREATE INDEX file_to_remove_open ON file_to_remove (id) WHERE settled_at IS NULL;
CREATE INDEX file_to_remove_of_campaign ON file_to_remove (campaign_id)
  WHERE campaign_id IS NOT NULL;
CREATE INDEX file_to_remove_of_character ON file_to_remove (character_id)
  WHERE character_id IS NOT NULL;

-- How much time this library has plausibly lived through, whatever the clock says it is now.
CREATE TABLE lived_time (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  lived_ms INTEGER NOT NULL CHECK (lived_ms >= 0),
  last_seen_at TEXT NOT NULL
) STRICT;

-- What lies in the trash, with the lived time at which it was first seen there, and at which it was
-- said that it would leave.
CREATE TABLE trash_watch (
  kind TEXT NOT NULL CHECK (kind IN ('campaign', 'character', 'portrait')),
  id INTEGER NOT NULL,
  trashed_at TEXT NOT NULL,
  noticed_ms INTEGER NOT NULL,
  announced_ms INTEGER,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX portrait_by_trash ON portrait (trashed_at, id) WHERE trashed_at IS NOT NULL;
CREATE INDEX character_by_trash ON character (trashed_at, id) WHERE trashed_at IS NOT NULL;

-- Asked for each portrait, character and order that is removed: who still points at it.
CREATE INDEX character_by_portrait ON character (current_portrait_id)
  WHERE current_portrait_id IS NOT NULL;
CREATE INDEX message_of_character ON message (character_id) WHERE character_id IS NOT NULL;
CREATE INDEX generation_job_of_campaign ON generation_job (campaign_id)
  WHERE campaign_id IS NOT NULL;
CREATE INDEX generation_job_of_character ON generation_job (character_id)
  WHERE character_id IS NOT NULL;

-- SHA-256 of the bytes as they came over the line: a server without validators sends them again.
ALTER TABLE portrait_link ADD COLUMN received_sha256 TEXT;
-- Runs over the library that made portraits smaller.
CREATE TABLE compression_job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  settings TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'interrupted')),
  started_at TEXT NOT NULL,
  ended_at TEXT,
  compressed INTEGER NOT NULL DEFAULT 0,
  bytes_before INTEGER NOT NULL DEFAULT 0,
  bytes_after INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The file a portrait had before it was made smaller, until it is put back. It is still in its place only
-- where the process was killed in between; of one that was let go, its hash still tells the same picture.
CREATE TABLE compressed_portrait (
  portrait_id INTEGER PRIMARY KEY REFERENCES portrait (id) ON DELETE CASCADE,
  job_id INTEGER NOT NULL REFERENCES compression_job (id),
  original_path TEXT NOT NULL CHECK (
    original_path GLOB 'static/portraits/*' AND original_path NOT GLOB '*..*'
  ),
  original_sha256 TEXT NOT NULL CHECK (length(original_sha256) = 64),
  original_bytes INTEGER NOT NULL CHECK (original_bytes > 0),
  original_format TEXT NOT NULL CHECK (original_format IN ('png', 'jpeg', 'webp')),
  original_state TEXT NOT NULL DEFAULT 'in-place' CHECK (
    original_state IN ('in-place', 'aside', 'gone')
  )
) STRICT;

CREATE INDEX compressed_portrait_by_hash ON compressed_portrait (original_sha256);

-- Pictures that stay as they are with these settings, so that nobody tries them again.
CREATE TABLE compression_verdict (
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  settings TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (sha256, settings)
) STRICT, WITHOUT ROWID;
`
