import { searchText } from '../../../shared/search'
import { sortKey } from '../../../shared/sort-key'

/** A LIKE pattern that finds the text anywhere; its escape is a backslash. */
export function containsPattern(text: string): string {
  return `%${text
    .slice(0, 500)
    .trim()
    .replaceAll(/[\\%_]/g, '\\$&')}%`
}

/** A name with what its row is sorted and found by. */
export function nameColumns(name: string) {
  return { name, sort_name: sortKey(name), search_name: searchText(name) }
}
