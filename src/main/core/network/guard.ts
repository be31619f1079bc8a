import type { LookupAddress, LookupOptions } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { isLoopbackAddress, isLoopbackHost, isPublicAddress, literalAddress } from './address'

type Found = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void
/** Looks a name up, as `dns.lookup` does when asked for all addresses. */
export type Lookup = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  found: Found,
) => void

/** The name resolves only to addresses that are not allowed, so none was contacted. */
export class AddressRefused extends Error {
  readonly reason: string

  constructor(hostname: string, reach: Reach) {
    super(hostname)
    this.reason = outside(reach)
  }
}

/** The addresses a host may be contacted at. */
export type Reach = 'public' | 'private' | 'loopback' | 'any'

/**
 * How far a URL may lead: into a private network for the origin the game master typed in, and without
 * encryption only there; to this computer for its other names, where the one typed in is such a name too; to
 * the open internet for every other, other ports of the same host among them.
 */
export function reachOf(url: URL, privateOrigin: string | undefined): Reach {
  if (privateOrigin === undefined) return 'public'
  const typed = new URL(privateOrigin)
  if (url.protocol !== typed.protocol || url.port !== typed.port) return 'public'
  if (url.hostname === typed.hostname) return url.protocol === 'http:' ? 'private' : 'any'
  const isHere = isLoopbackHost(typed.hostname) && isLoopbackHost(url.hostname)
  return isHere ? 'loopback' : 'public'
}

/** Whether an address lies within a reach. */
export function isWithin(address: string, reach: Reach): boolean {
  switch (reach) {
    case 'any':
      return true
    case 'loopback':
      return isLoopbackAddress(address)
    case 'private':
      return isIP(address) !== 0 && !isPublicAddress(address)
    case 'public':
      return isPublicAddress(address)
  }
}

/** Why an address outside a reach is refused. */
export function outside(reach: Reach): 'public-address' | 'private-address' {
  return reach === 'private' ? 'public-address' : 'private-address'
}

/** Why this URL may not be asked, or null. Only `privateOrigin` may be private and speak plain http. */
export function refusal(url: URL, privateOrigin: string | undefined): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'protocol'
  if (url.username !== '' || url.password !== '') return 'userinfo'
  const reach = reachOf(url, privateOrigin)
  if (reach === 'public' && url.protocol === 'http:') return 'not-encrypted'
  // Node dials a literal address without looking it up.
  const address = literalAddress(url.hostname)
  return address === null || isWithin(address, reach) ? null : outside(reach)
}

/**
 * A lookup that returns only allowed addresses. Node connects to exactly these, so a name cannot be public
 * when it is checked and private when it is used.
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
      if (first === undefined) callback(new AddressRefused(hostname, reach), '', 0)
      else if (options.all) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }
}
