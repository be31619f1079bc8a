import { isFixedStatus, type StatusCount } from '../../shared/status'

/** As many as a menu has room for. */
const mostShown = 8

/** The game master's own statuses that a campaign has, the most frequent first. */
export function ownStatuses(counts: readonly StatusCount[] = []): string[] {
  return counts
    .flatMap(({ status }) => (status === null || isFixedStatus(status) ? [] : [status]))
    .slice(0, mostShown)
}
