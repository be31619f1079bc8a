/**
 * Tags, which characters and portraits have any number of. A library from before has none. Two tables of links, so
 * that each is read straight from an index in both directions.
 */
export const tags = `
CREATE TABLE tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (name <> ''),
  -- Equal for names that differ only by case, width or accents.
  key TEXT NOT NULL UNIQUE CHECK (key <> ''),
  sort_name TEXT NOT NULL,
  -- faction, place, role, or the game master's own word; null for none.
  kind TEXT CHECK (kind <> ''),
  colour TEXT CHECK (colour <> ''),
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX tag_by_name ON tag (sort_name, id);

CREATE TABLE character_tag (
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  character_id INTEGER NOT NULL REFERENCES character (id) ON DELETE CASCADE,
  PRIMARY KEY (tag_id, character_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX character_tag_of_character ON character_tag (character_id, tag_id);

CREATE TABLE portrait_tag (
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  portrait_id INTEGER NOT NULL REFERENCES portrait (id) ON DELETE CASCADE,
  PRIMARY KEY (tag_id, portrait_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX portrait_tag_of_portrait ON portrait_tag (portrait_id, tag_id);
`
