import type { Found } from '../core/disk/walk'
import { folderNames, root } from '../portraits/files'

/** With more files without rows than this in one place, they are reported as a group. */
const mostInOnePlace = 200

const ours: ReadonlySet<string> = new Set(Object.values(folderNames))

/** The folder a file would be grouped under: a foreign one as a whole, else one of the portraits' own. */
export function placeOf(path: string): string {
  const parts = path.split('/')
  const below = parts.length - root.length
  const isInOurs = ours.has(parts[root.length] ?? '')
  const depth = isInOurs && below > 2 ? 2 : below > 1 ? 1 : 0
  return parts.slice(0, root.length + depth).join('/')
}

/** The places with so many files without rows that listing them would be useless. */
export function groupsOf(files: readonly Pick<Found, 'path'>[]): {
  /** The group a file belongs to, or null when it is reported by itself. */
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
