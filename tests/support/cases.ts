import { readFileSync } from 'node:fs'

/** The bytes of an input that once went wrong, a fresh copy each time. */
export function caseFile(name: string): Buffer {
  return readFileSync(new URL(`./cases/${name}`, import.meta.url))
}
