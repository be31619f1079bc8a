import type { Database } from 'better-sqlite3'
import type { TagFilter } from '../../../shared/tag'
import { tagMembersOf } from '../../tags/tag-members'
import type { GalleryColumns } from './columns'

/** Whether the portrait at each place passes a filter by tags, its own and its character's; null where all pass. */
export function createTagTest(
  database: Database,
  { ids, owners }: GalleryColumns,
  { all = [], any = [], none = [] }: TagFilter = {},
): ((at: number) => boolean) | null {
  if (all.length + any.length + none.length === 0) return null
  const members = tagMembersOf(database)
  const hasTag = (tagId: number) => {
    const isOnPortrait = members.has('portrait', tagId)
    const isOnCharacter = members.has('character', tagId)
    // Campaigns are below zero, so no character has their number.
    return (at: number) => isOnPortrait(ids[at] ?? 0) || isOnCharacter(owners[at] ?? 0)
  }
  const [required, wanted, excluded] = [all.map(hasTag), any.map(hasTag), none.map(hasTag)]
  return (at) =>
    required.every((has) => has(at)) &&
    (wanted.length === 0 || wanted.some((has) => has(at))) &&
    !excluded.some((has) => has(at))
}
