/** Whether the loops run as `npm run test:long` runs them. */
export const isLongRun = process.env.CASTKEEPER_LONG_TESTS !== undefined

/**
 * How often a loop of random kills or power cuts runs: seldom in `npm test`, often in a long run. The few are as many as
 * it takes to see the loop fail when the line it guards is broken.
 */
export function rounds(few: number, many: number): number {
  return isLongRun ? many : few
}
