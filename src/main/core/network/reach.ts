import { lookup as systemLookup } from 'node:dns'
import { isPublicAddress, literalAddress } from './address'
import type { Lookup } from './guard'

/** Where a host is: in a private network (or on this computer), on the internet, or unknown at the moment. */
export type HostReach = 'private' | 'public' | 'unknown'

/** Finds where a host lies. Never rejects. */
export type FindReach = (hostname: string) => Promise<HostReach>

const longestLookupMs = 5_000
// Names that no public server can have: without a dot, and those set apart for networks of one's own
// (RFC 6761, 6762 and 8375, and "internal", which ICANN keeps free).
const privateName = /^[^.]+\.?$|\.(?:localhost|local|home\.arpa|internal|lan|home|test)\.?$/i

/** A way to find where hosts lie; one is private only when every address it has is. */
export function createFindReach(lookup: Lookup = systemLookup): FindReach {
  return (hostname) => {
    const literal = literalAddress(hostname)
    if (literal !== null) return Promise.resolve(isPublicAddress(literal) ? 'public' : 'private')
    const unfound: HostReach = privateName.test(hostname) ? 'private' : 'unknown'
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(unfound), longestLookupMs)
      lookup(hostname, { all: true }, (error, addresses) => {
        clearTimeout(timer)
        if (error !== null || addresses.length === 0) resolve(unfound)
        else
          resolve(addresses.some(({ address }) => isPublicAddress(address)) ? 'public' : 'private')
      })
    })
  }
}
