/**
 * The words of all texts are searched in memory, inside words and with typos, which no index of SQLite does in time.
 * What they were searched by before is not needed any more.
 */
export const searchInMemory = `
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
`
