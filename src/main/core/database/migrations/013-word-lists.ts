/** The game master's own names and words for quick characters, by campaign. */
export const wordLists = `
CREATE TABLE word_list (
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  kind TEXT NOT NULL CHECK (kind IN ('names', 'does', 'is', 'wants')),
  -- One a line.
  entries TEXT NOT NULL,
  -- Whether only these are drawn from.
  is_only INTEGER NOT NULL DEFAULT 0 CHECK (is_only IN (0, 1)),
  PRIMARY KEY (campaign_id, kind)
) STRICT, WITHOUT ROWID;
`
