import type { Found } from '../core/disk/walk'
import { folderNames, root } from '../portraits/files'

/** More files of nobody than this in one place are told of together. */
const mostInOnePlace = 200

const ours: ReadonlySet<string> = new Set(Object.values(folderNames))

/** The folder a file would be told of with: a strange one as a whole, else one of the portraits' own. */
export function placeOf(path: string): string {
  const parts = path.split('/')
  const below = parts.length - root.length
  const isInOurs = ours.has(parts[root.length] ?? '')
  const depth = isInOurs && below > 2 ? 2 : below > 1 ? 1 : 0
  return parts.slice(0, root.length + depth).join('/')
}

/** The places that hold so many files of nobody that a list of them would be of no use. */
export function groupsOf(files: readonly Pick<Found, 'path'>[]): {
  /** The group a file belongs to, or null when it is told of by itself. */
  readonly groupOf: (path: string) => string | null
} {
  const counts = new Map<string, number>()
  for (const { path } of files) {
    const place = placeOf(path)
    counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  return {
    groupOf: (path) => {
      const place = placeOf(path)
      return (counts.get(place) ?? 0) > mostInOnePlace ? place : null
    },
  }
}
