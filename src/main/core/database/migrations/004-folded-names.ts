/**
 * Names are sorted by `sortKey`, and everything is found by `searchText`: both are written beside what they
 * are made of, because SQLite's own tokenizers know neither ligatures, nor width, nor words without spaces.
 * The index takes a search text apart at its spaces only (`ascii`: every letter beyond ASCII is part of a
 * word).
 */
export const foldedNames = `
DROP TRIGGER character_search_insert;
DROP TRIGGER character_search_delete;
DROP TRIGGER character_search_update;
DROP TABLE character_search;
DROP TRIGGER portrait_search_insert;
DROP TRIGGER portrait_search_delete;
DROP TRIGGER portrait_search_update;
DROP TRIGGER portrait_search_character;
DROP TRIGGER portrait_search_campaign;
DROP TABLE portrait_search;

ALTER TABLE campaign ADD COLUMN search_name TEXT NOT NULL DEFAULT '';
ALTER TABLE character ADD COLUMN search_name TEXT NOT NULL DEFAULT '';
ALTER TABLE character ADD COLUMN search_facts TEXT NOT NULL DEFAULT '';
-- Of the prompt and of the name the file came with.
ALTER TABLE portrait ADD COLUMN search_text TEXT NOT NULL DEFAULT '';

UPDATE campaign SET sort_name = sort_key(name), search_name = search_text(name);
UPDATE character SET sort_name = sort_key(name), search_name = search_text(name),
  search_facts = search_text(race, class);
UPDATE portrait SET search_text = search_text(prompt, original_name)
  WHERE prompt IS NOT NULL OR original_name IS NOT NULL;

CREATE VIRTUAL TABLE character_search USING fts5 (
  search_name, search_facts,
  content = 'character', content_rowid = 'id', tokenize = 'ascii', prefix = '1 2 3'
);

INSERT INTO character_search (character_search) VALUES ('rebuild');

CREATE TRIGGER character_search_insert AFTER INSERT ON character BEGIN
  INSERT INTO character_search (rowid, search_name, search_facts)
  VALUES (new.id, new.search_name, new.search_facts);
END;

CREATE TRIGGER character_search_delete AFTER DELETE ON character BEGIN
  INSERT INTO character_search (character_search, rowid, search_name, search_facts)
  VALUES ('delete', old.id, old.search_name, old.search_facts);
END;

CREATE TRIGGER character_search_update AFTER UPDATE OF search_name, search_facts ON character BEGIN
  INSERT INTO character_search (character_search, rowid, search_name, search_facts)
  VALUES ('delete', old.id, old.search_name, old.search_facts);
  INSERT INTO character_search (rowid, search_name, search_facts)
  VALUES (new.id, new.search_name, new.search_facts);
END;

-- What a portrait is found by: the name of whose it is stands in other tables, so none of it is kept here.
CREATE VIRTUAL TABLE portrait_search USING fts5 (
  name, words,
  content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
);

INSERT INTO portrait_search (rowid, name, words)
SELECT portrait.id, coalesce(character.search_name, campaign.search_name), portrait.search_text
FROM portrait LEFT JOIN character ON character.id = portrait.character_id
LEFT JOIN campaign ON campaign.id = portrait.campaign_id;

CREATE TRIGGER portrait_search_insert AFTER INSERT ON portrait BEGIN
  INSERT INTO portrait_search (rowid, name, words) VALUES (new.id,
    coalesce((SELECT search_name FROM character WHERE id = new.character_id),
      (SELECT search_name FROM campaign WHERE id = new.campaign_id)),
    new.search_text);
END;

CREATE TRIGGER portrait_search_delete AFTER DELETE ON portrait BEGIN
  DELETE FROM portrait_search WHERE rowid = old.id;
END;

CREATE TRIGGER portrait_search_update
AFTER UPDATE OF campaign_id, character_id, search_text ON portrait BEGIN
  DELETE FROM portrait_search WHERE rowid = old.id;
  INSERT INTO portrait_search (rowid, name, words) VALUES (new.id,
    coalesce((SELECT search_name FROM character WHERE id = new.character_id),
      (SELECT search_name FROM campaign WHERE id = new.campaign_id)),
    new.search_text);
END;

CREATE TRIGGER portrait_search_character AFTER UPDATE OF search_name ON character
WHEN new.search_name <> old.search_name BEGIN
  DELETE FROM portrait_search
    WHERE rowid IN (SELECT id FROM portrait WHERE character_id = new.id);
  INSERT INTO portrait_search (rowid, name, words)
    SELECT id, new.search_name, search_text FROM portrait WHERE character_id = new.id;
END;

CREATE TRIGGER portrait_search_campaign AFTER UPDATE OF search_name ON campaign
WHEN new.search_name <> old.search_name BEGIN
  DELETE FROM portrait_search
    WHERE rowid IN (SELECT id FROM portrait WHERE campaign_id = new.id);
  INSERT INTO portrait_search (rowid, name, words)
    SELECT id, new.search_name, search_text FROM portrait WHERE campaign_id = new.id;
END;
`
