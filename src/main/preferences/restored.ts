import type { PreferenceChanges, Preferences } from '../../shared/preferences'
import { isJsonObject, repairPreferences } from './repair'

/** How things look, and how much room they take: the worst values of these do no harm. */
const harmless = [
  'language',
  'theme',
  'density',
  'cardWidthPx',
  'panelWidthPx',
  'sort',
  'playersFit',
  'zoom',
  'spaceWarningMb',
  'spaceWarningPercent',
  'thumbnailCacheMb',
  'lastCampaignId',
] as const satisfies readonly (keyof Preferences)[]

/**
 * Which of a backup's settings take effect: never where prompts and keys are sent, which service draws, how
 * new portraits lose bytes, or a shorter history or trash than now. A backup may be foreign, or years old.
 * Null when they cannot be read.
 */
export function restoredPreferences(settings: unknown, now: Preferences): PreferenceChanges | null {
  if (!isJsonObject(settings)) return null
  const { preferences: theirs } = repairPreferences({ ...now, ...settings })
  const changes: Record<string, unknown> = {}
  for (const name of harmless) if (Object.hasOwn(settings, name)) changes[name] = theirs[name]
  return {
    ...changes,
    ...(theirs.newPortraits === 'webp' ? {} : { newPortraits: theirs.newPortraits }),
    portraitsKept: longer(theirs.portraitsKept, now.portraitsKept),
    trashDays: longer(theirs.trashDays, now.trashDays),
  }
}

/** Null keeps everything. */
function longer(theirs: number | null, ours: number | null): number | null {
  return theirs === null || ours === null ? null : Math.max(theirs, ours)
}
