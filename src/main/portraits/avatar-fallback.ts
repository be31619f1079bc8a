import type { Database } from 'better-sqlite3'
import { defaultAvatarStyle } from '../../shared/portrait'
import { type Subject, subjectKey } from '../../shared/subject'
import { drawAvatar } from './avatar'

interface AvatarColumns {
  readonly avatar_style: string
  readonly avatar_seed: string
}

/**
 * Draws the placeholder of a subject, as SVG. A subject that is not in the library gets one made from its
 * kind and id; `onTrouble` is called with the database's error.
 */
export function createAvatarFallback(
  database: Database,
  onTrouble: (error: unknown) => void,
): (subject: Subject) => Promise<string> {
  const select = {
    campaign: database.prepare<[number], AvatarColumns>(
      'SELECT avatar_style, avatar_seed FROM campaign WHERE id = ?',
    ),
    character: database.prepare<[number], AvatarColumns>(
      'SELECT avatar_style, avatar_seed FROM character WHERE id = ?',
    ),
  }

  function columnsOf({ kind, id }: Subject): AvatarColumns | undefined {
    try {
      return select[kind].get(id)
    } catch (error) {
      onTrouble(error)
      return undefined
    }
  }

  return (subject) => {
    const columns = columnsOf(subject)
    return drawAvatar({
      style: columns?.avatar_style ?? defaultAvatarStyle,
      seed: columns?.avatar_seed ?? subjectKey(subject),
    })
  }
}
