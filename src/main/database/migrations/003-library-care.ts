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
  portrait_id INTEGER PRIMARY KEY REFERENCES portrait (id),
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
`
