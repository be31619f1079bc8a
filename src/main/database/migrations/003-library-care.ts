/**
 * What the care of a large library needs: starred portraits, which no limit of the history takes, and
 * where a portrait's picture can be fetched again.
 */
export const libraryCare = `
ALTER TABLE portrait ADD COLUMN starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1));

-- Who else has these bytes: asked before a file goes, and to find a lost file again.
CREATE INDEX portrait_by_hash ON portrait (sha256);

-- A permanent address whose picture was stored as this portrait, with what the server said to ask
-- whether it has changed since.
CREATE TABLE portrait_link (
  portrait_id INTEGER PRIMARY KEY REFERENCES portrait (id),
  url TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  checked_at TEXT NOT NULL
) STRICT;

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

CREATE INDEX portrait_in_trash ON portrait (trashed_at, id) WHERE trashed_at IS NOT NULL;
CREATE INDEX character_in_trash ON character (trashed_at, id) WHERE trashed_at IS NOT NULL;

-- Asked for each portrait, character and order that is removed: who still points at it.
CREATE INDEX character_by_portrait ON character (current_portrait_id)
  WHERE current_portrait_id IS NOT NULL;
CREATE INDEX message_of_character ON message (character_id) WHERE character_id IS NOT NULL;
CREATE INDEX generation_job_of_campaign ON generation_job (campaign_id)
  WHERE campaign_id IS NOT NULL;
CREATE INDEX generation_job_of_character ON generation_job (character_id)
  WHERE character_id IS NOT NULL;
`
