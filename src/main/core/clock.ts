/** The day where the game master is, whatever it is in UTC. */
export function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const year = String(date.getFullYear()).padStart(4, '0')
  return `${year}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The time now; passed in so that tests can set it. */
export type Clock = () => Date

/** A time as every table stores it: ISO in UTC. */
export function timestamp(clock: Clock): string {
  return clock().toISOString()
}
