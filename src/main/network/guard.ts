import type { LookupAddress, LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicAddress, literalAddress } from './address'

type Found = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void
/** Looks a name up, as `dns.lookup` does when asked for all addresses. */
export type Lookup = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  found: Found,
) => void

/** The name resolves to private addresses alone, so nothing was dialled. */
export class AddressRefused extends Error {}

/** Why this URL may not be asked, or null. `allowedHost` may be private and speak plain http. */
export function refusal(url: URL, allowedHost: string | undefined): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'protocol'
  if (url.username !== '' || url.password !== '') return 'userinfo'
  if (url.hostname === allowedHost) return null
  if (url.protocol === 'http:') return 'not-encrypted'
  // Node dials a literal address without looking it up.
  const address = literalAddress(url.hostname)
  return address === null || isPublicAddress(address) ? null : 'private-address'
}

/**
 * A lookup that answers only addresses that may be dialled. Node dials exactly what it answers, so
 * a name cannot be public when it is judged and private when it is used.
 */
export function guardLookup(lookup: Lookup, mayBePrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, '', 0)
        return
      }
      const allowed = addresses.filter(({ address }) => mayBePrivate || isPublicAddress(address))
      const [first] = allowed
      if (first === undefined) callback(new AddressRefused(hostname), '', 0)
      else if (options.all) callback(null, allowed)
      else callback(null, first.address, first.family)
    })
  }
}
