/** The time now; passed in so that tests can set it. */
export type Clock = () => Date

/** A time as every table stores it: ISO in UTC. */
export function timestamp(clock: Clock): string {
  return clock().toISOString()
}
