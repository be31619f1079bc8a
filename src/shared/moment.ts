/**
 * The moment that a row names, as ISO or in milliseconds since 1970. For what is no time, which only another program
 * can have written, the beginning of 1970: one such row must not keep a whole screen from being shown.
 */
export function momentOf(time: string | number): Date {
  const moment = new Date(time)
  return Number.isNaN(moment.getTime()) ? new Date(0) : moment
}
