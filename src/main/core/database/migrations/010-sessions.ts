/**
 * The sessions of a campaign, and who is mentioned in them. The table `text_version` is rebuilt, so that the text
 * of a session has versions as well, by the steps of https://www.sqlite.org/lang_altertable.html#otheralter;
 * foreign keys must be off during that.
 */
export const sessions = `
CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  -- The day where the game master was.
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  title TEXT NOT NULL DEFAULT '',
  is_open INTEGER NOT NULL DEFAULT 0 CHECK (is_open IN (0, 1)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  trashed_at TEXT,
  text TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX session_by_number ON session (campaign_id, number) WHERE trashed_at IS NULL;
CREATE UNIQUE INDEX session_open ON session (campaign_id) WHERE is_open = 1 AND trashed_at IS NULL;
CREATE INDEX session_of_campaign ON session (campaign_id);

-- Derived from the text. The character may be gone, so it is no reference; then it has the name they had.
CREATE TABLE session_mention (
  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  character_id INTEGER NOT NULL,
  first_place INTEGER NOT NULL,
  last_place INTEGER NOT NULL,
  name TEXT,
  PRIMARY KEY (session_id, character_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX session_mention_of_character ON session_mention (character_id, session_id);

CREATE TABLE text_version_next (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign_id INTEGER REFERENCES campaign (id),
  character_id INTEGER REFERENCES character (id),
  session_id INTEGER REFERENCES session (id),
  property TEXT NOT NULL CHECK (property IN ('description', 'notes', 'text')),
  text TEXT NOT NULL,
  -- When it was changed into the next text.
  replaced_at TEXT NOT NULL,
  CHECK ((campaign_id IS NOT NULL) + (character_id IS NOT NULL) + (session_id IS NOT NULL) = 1),
  CHECK ((session_id IS NOT NULL) = (property = 'text'))
) STRICT;

INSERT INTO text_version_next (id, campaign_id, character_id, property, text, replaced_at)
SELECT id, campaign_id, character_id, property, text, replaced_at FROM text_version;

-- The highest id ever used must not be used again, also where its row is gone.
DELETE FROM sqlite_sequence WHERE name = 'text_version_next';
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'text_version_next', seq FROM sqlite_sequence WHERE name = 'text_version';

DROP TABLE text_version;
ALTER TABLE text_version_next RENAME TO text_version;

CREATE INDEX text_version_of_campaign ON text_version (campaign_id, property)
  WHERE campaign_id IS NOT NULL;
CREATE INDEX text_version_of_character ON text_version (character_id, property)
  WHERE character_id IS NOT NULL;
CREATE INDEX text_version_of_session ON text_version (session_id, property)
  WHERE session_id IS NOT NULL;
`
