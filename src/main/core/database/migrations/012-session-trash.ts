/**
 * Sessions leave the trash by its rules as well. The table of what the trash has noticed is rebuilt, so that it knows
 * them, by the steps of https://www.sqlite.org/lang_altertable.html#otheralter.
 */
export const sessionTrash = `
CREATE TABLE trash_watch_next (
  kind TEXT NOT NULL CHECK (kind IN ('campaign', 'character', 'portrait', 'session')),
  id INTEGER NOT NULL,
  trashed_at TEXT NOT NULL,
  noticed_ms INTEGER NOT NULL,
  announced_ms INTEGER,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

INSERT INTO trash_watch_next (kind, id, trashed_at, noticed_ms, announced_ms)
SELECT kind, id, trashed_at, noticed_ms, announced_ms FROM trash_watch;

DROP TABLE trash_watch;
ALTER TABLE trash_watch_next RENAME TO trash_watch;

CREATE INDEX session_by_trash ON session (trashed_at, id) WHERE trashed_at IS NOT NULL;
`
