/** Which library this is: copies and backups of one are never cleared away for those of another. */
export const libraryIdentity = `
CREATE TABLE library (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  id TEXT NOT NULL CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*')
) STRICT;

INSERT INTO library (only, id) VALUES (1, lower(hex(randomblob(16))));
`
