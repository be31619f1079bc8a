import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')
const wellKnownNat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

/**
 * True for an address on the open internet; false for every private, loopback, link-local, shared, reserved,
 * multicast or tunnelled one, and for what is not an address. For an IPv4 address wrapped into IPv6 (mapped,
 * or by a NAT64 of RFC 6052 as phone networks use) the inner address counts.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast'
  if (parsed.match(wellKnownNat64)) {
    return new ipaddr.IPv4(parsed.toByteArray().slice(12)).range() === 'unicast'
  }
  return parsed.range() === 'unicast' && parsed.match(globalUnicast)
}

const loopback4 = ipaddr.IPv4.parseCIDR('127.0.0.0/8')

/** True for an address of this computer itself: 127.0.0.0/8 and ::1, also wrapped into IPv6. */
export function isLoopbackAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return parsed instanceof ipaddr.IPv4 ? parsed.match(loopback4) : parsed.range() === 'loopback'
}

/** True for a host name that means this computer by itself (RFC 6761): a loopback address or localhost. */
export function isLoopbackHost(hostname: string): boolean {
  const address = literalAddress(hostname)
  if (address !== null) return isLoopbackAddress(address)
  return /^(?:[^.]+\.)*localhost\.?$/i.test(hostname)
}

/** The address inside a URL's host name, or null when it is a name that has to be looked up. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  return isIP(bare) === 0 ? null : bare
}
