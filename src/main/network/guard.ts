import type { LookupAddress, LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isLoopbackAddress, isLoopbackHost, isPublicAddress, literalAddress } from './address'

type Found = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void
/** Looks a name up, as `dns.lookup` does when asked for all addresses. */
export type Lookup = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  found: Found,
) => void

/** The name resolves to private addresses alone, so nothing was dialled. */
export class AddressRefused extends Error {}

/** Which addresses a host may be dialled at. */
type Reach = 'public' | 'loopback' | 'any'

/**
 * How far a host may lead: anywhere for the one the game master typed in; to this computer for its other
 * names, where the one typed in is such a name too; to the open internet for every other.
 */
export function reachOf(hostname: string, allowedHost: string | undefined): Reach {
  if (hostname === allowedHost) return 'any'
  const isHere =
    allowedHost !== undefined && isLoopbackHost(allowedHost) && isLoopbackHost(hostname)
  return isHere ? 'loopback' : 'public'
}

/** Whether an address lies within a reach. */
export function isWithin(address: string, reach: Reach): boolean {
  if (reach === 'any') return true
  return reach === 'loopback' ? isLoopbackAddress(address) : isPublicAddress(address)
}

/** Why this URL may not be asked, or null. `allowedHost` may be private and speak plain http. */
export function refusal(url: URL, allowedHost: string | undefined): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'protocol'
  if (url.username !== '' || url.password !== '') return 'userinfo'
  if (reachOf(url.hostname, allowedHost) !== 'public') return null
  if (url.protocol === 'http:') return 'not-encrypted'
  // Node dials a literal address without looking it up.
  const address = literalAddress(url.hostname)
  return address === null || isPublicAddress(address) ? null : 'private-address'
}

/**
 * A lookup that answers only addresses that may be dialled. Node dials exactly what it answers, so
 * a name cannot be public when it is judged and private when it is used.
 */
export function guardLookup(lookup: Lookup, reach: Reach): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, '', 0)
        return
      }
      const allowed = addresses.filter(({ address }) => isWithin(address, reach))
      const [first] = allowed
      if (first === undefined) callback(new AddressRefused(hostname), '', 0)
      else if (options.all) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }
}
