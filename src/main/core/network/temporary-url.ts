// Hosts that served OpenAI's pictures temporarily; the links were valid for one hour.
const openaiHosts = [
  /^oaidalle[a-z0-9]*\.blob\.core\.windows\.net$/,
  /^dalle[a-z0-9]*\.blob\.core\.windows\.net$/,
  /^(?:[a-z0-9-]+\.)*oaiusercontent\.com$/,
]
const azureHost = /\.blob\.core\.windows\.net$/

export interface TemporaryUrl {
  /** The end of its signature; null when it has none that can be read. */
  readonly expiresAt: Date | null
}

/**
 * Whether an address is temporary: one of OpenAI's, or one signed for Azure storage. It expires at `se`
 * (shared access signature, Azure Storage "Create a service SAS"); `ske` is when the key expires.
 */
export function readTemporaryUrl(url: URL): TemporaryUrl | null {
  const host = url.hostname.replace(/\.$/, '')
  const end = url.searchParams.get('se')
  const isTemporaryHost = openaiHosts.some((pattern) => pattern.test(host))
  const isSigned = azureHost.test(host) && end !== null && url.searchParams.has('sig')
  return isTemporaryHost || isSigned ? { expiresAt: readEnd(end) } : null
}

/** Azure takes a date, or a time to the minute or the second, in UTC; written twice-encoded at times. */
function readEnd(written: string | null): Date | null {
  const text = written?.replace(/%3a/gi, ':').replace(/%2b/gi, '+').trim() ?? ''
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+ -]\d\d:\d\d)?)?$/i
  const found = parts.exec(text)
  if (found === null) return null
  const [, day, time = '00:00', zone = 'Z'] = found
  // An unescaped plus sign of a query is read as a space.
  const end = new Date(`${day}T${time}${zone.toUpperCase().replace(' ', '+')}`)
  return Number.isNaN(end.getTime()) ? null : end
}

// Who signs what: AWS (Signature Version 4), Google Cloud Storage, Azure, CloudFront, Alibaba, Discord, and the
// names that others give to a key in an address.
const credentialNames =
  /^(?:x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential)|sig|signature|hmac|hm|key-pair-id|ossaccesskeyid|awsaccesskeyid|googleaccessid|(?:access_?|auth_?|id_?)?token|api_?key|jwt|policy|expires?|exp)$/i

/**
 * Whether an address will not last, or holds what belongs to its owner alone: such a one is used once, and
 * neither kept nor written down.
 */
export function isTemporaryUrl(url: URL): boolean {
  if (url.username !== '' || url.password !== '') return true
  if (readTemporaryUrl(url) !== null) return true
  return [...url.searchParams.keys()].some((name) => credentialNames.test(name))
}
