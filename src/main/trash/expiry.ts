const hourMs = 60 * 60 * 1_000
const dayMs = 24 * hourMs
/** Nothing leaves that was not announced so long before; a little less than a day, as evenings go. */
export const announcedBeforeMs = 20 * hourMs

/** One thing in the trash as the rule sees it. */
export interface Watched {
  /** By the clock of then, ISO in UTC. */
  readonly trashedAt: string
  /** Lived time when it was first seen in the trash; null when it was not yet. */
  readonly noticedMs: number | null
  /** Lived time when it was said that it leaves; null when it was not yet. */
  readonly announcedMs: number | null
}

export interface Moment {
  readonly now: Date
  /** As `TimeInUse` counts it. */
  readonly usedMs: number
  /** After how many days things leave. */
  readonly days: number
}

/**
 * The earliest time at which something may be deleted from the trash, in milliseconds since 1970, apart from
 * having been announced.
 *
 * Why no clock can empty the trash before its time: two clocks must agree. By the wall clock, so many days
 * lie between the time it was trashed and now; a clock that goes back only postpones that. By time in use,
 * which starts when it was first seen in the trash, so many days have passed as well; at most a week is
 * counted between two checks, so a clock set forward by ten years advances it by seven days, and one set back
 * by nothing. To delete something early the clock would have to be wrong now and to have leapt forward
 * several times since, with the app open each time. And whatever is due is announced first and deleted after
 * 20 more hours in use at the earliest, so the game master can restore it. An app that is opened less than
 * once a week only keeps things longer.
 */
function dueAt({ trashedAt, noticedMs }: Watched, { now, usedMs, days }: Moment): number {
  const keepMs = days * dayMs
  const usedInTrashMs = usedMs - (noticedMs ?? usedMs)
  return Math.max(Date.parse(trashedAt) + keepMs, now.getTime() + keepMs - usedInTrashMs)
}

/** When it leaves at the earliest, in milliseconds since 1970. */
export function leavesAt(one: Watched, moment: Moment): number {
  const { now, usedMs } = moment
  const announcedForMs = one.announcedMs === null ? 0 : usedMs - one.announcedMs
  return Math.max(dueAt(one, moment), now.getTime() + announcedBeforeMs - announcedForMs)
}

/** Whether it is time to say that it leaves. */
export function isToBeAnnounced(one: Watched, moment: Moment): boolean {
  return dueAt(one, moment) <= moment.now.getTime() + announcedBeforeMs
}

/** Whether it leaves now: it is ripe, and that was said long enough ago. */
export function isDue(one: Watched, moment: Moment): boolean {
  return one.announcedMs !== null && leavesAt(one, moment) <= moment.now.getTime()
}
