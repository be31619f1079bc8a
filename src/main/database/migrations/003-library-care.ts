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
  portrait_id INTEGER PRIMARY KEY REFERENCES portrait (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  checked_at TEXT NOT NULL
) STRICT;

-- SHA-256 of the bytes as they came over the line: a server without validators sends them again.
ALTER TABLE portrait_link ADD COLUMN received_sha256 TEXT;
`
