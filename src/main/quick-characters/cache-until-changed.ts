import type { Database } from 'better-sqlite3'
import { readVersion } from '../core/database/outside-changes'

/** Reads something of a campaign once for as long as the database stays as it is; only the latest campaign's is kept. */
export function cacheUntilChanged<Found>(
  database: Database,
  read: (campaignId: number) => Found,
): (campaignId: number) => Found {
  let known: { readonly version: string; readonly found: Found } | null = null
  return (campaignId) => {
    const version = `${campaignId} ${readVersion(database)}`
    if (known?.version !== version) known = { version, found: read(campaignId) }
    return known.found
  }
}
