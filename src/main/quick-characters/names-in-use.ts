import type { Database } from 'better-sqlite3'
import { foldText } from '../../shared/search'
import { cacheUntilChanged } from './cache-until-changed'
import { soundOf } from './names'

export interface NamesInUse {
  /** Whether a character has this folded name, or has it as the first of several. */
  readonly has: (folded: string) => boolean
  /** At most three names that sound like this one. */
  readonly soundsLike: (name: string) => readonly string[]
}

const maximumAlike = 3

/** Reads the names of one campaign's characters outside the trash, once for as long as the database stays as it is. */
export function createNamesInUse(database: Database): (campaignId: number) => NamesInUse {
  const select = database
    .prepare<[number], string>(
      'SELECT name FROM character WHERE campaign_id = ? AND trashed_at IS NULL ORDER BY id',
    )
    .pluck()
  return cacheUntilChanged(database, (campaignId) => collect(select.all(campaignId)))
}

function collect(names: readonly string[]): NamesInUse {
  const folded = new Set<string>()
  const bySound = new Map<string, string[]>()
  for (const name of names) {
    const whole = foldText(name)
    folded.add(whole)
    folded.add(whole.split(' ')[0] ?? whole)
    const sound = soundOf(name)
    const alike = bySound.get(sound) ?? []
    bySound.set(sound, alike)
    if (sound.length > 1 && alike.length < maximumAlike) alike.push(name)
  }
  return {
    has: (name) => folded.has(name),
    soundsLike: (name) => bySound.get(soundOf(name)) ?? [],
  }
}
