import { readFileSync } from 'node:fs'

/** Certificates for 127.0.0.1 and localhost, made by openssl; all but one by the tests' own authority. */
export type CertificateName = 'valid' | 'expired' | 'not-yet-valid' | 'other-host' | 'self-signed'

const read = (name: string): string =>
  readFileSync(new URL(`./certificates/${name}.pem`, import.meta.url), 'utf8')

/** The tests' own authority, which no computer trusts by itself. */
export const testAuthority = (): string => read('authority')

/** Key and certificate for a server. */
export function serverIdentity(name: CertificateName): { key: string; cert: string } {
  return { key: read('server-key'), cert: read(name) }
}
