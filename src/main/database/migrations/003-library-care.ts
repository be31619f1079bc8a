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
