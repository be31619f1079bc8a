/** Descriptions and notes as they were before they were changed. */
export const textVersions = `
CREATE TABLE text_version (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign_id INTEGER REFERENCES campaign (id),
  character_id INTEGER REFERENCES character (id),
  property TEXT NOT NULL CHECK (property IN ('description', 'notes')),
  text TEXT NOT NULL,
  -- When it was changed into the next text.
  replaced_at TEXT NOT NULL,
  CHECK ((campaign_id IS NULL) <> (character_id IS NULL))
) STRICT;

CREATE INDEX text_version_of_campaign ON text_version (campaign_id, property)
  WHERE campaign_id IS NOT NULL;
CREATE INDEX text_version_of_character ON text_version (character_id, property)
  WHERE character_id IS NOT NULL;
`
