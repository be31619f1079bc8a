import { cpSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** The bytes of an input that once went wrong, a fresh copy each time. */
export function caseFile(name: string): Buffer {
  return readFileSync(new URL(`./cases/${name}`, import.meta.url))
}

/** Such an input, a file or a folder, copied into a folder of its own; answers its path. */
export function caseCopy(name: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'castkeeper-case-')), basename(name))
  cpSync(join(import.meta.dirname, 'cases', name), path, { recursive: true })
  return path
}
