/**
 * What each character is to the players: unmet, met, missing, dead, or the game master's own words. Who was there
 * before has none: whether the players have met them is not known.
 */
export const characterStatus = `
ALTER TABLE character ADD COLUMN status TEXT CHECK (status <> '');
-- When it became so; null without a status.
ALTER TABLE character ADD COLUMN status_at TEXT;

CREATE INDEX character_by_status ON character (campaign_id, trashed_at, status, sort_name, id)
  WHERE status IS NOT NULL;
`
