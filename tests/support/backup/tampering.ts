import { hash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { extract, type Header, pack } from 'tar-stream'
import { backUp, makeLibrary, makeTarget } from './making'

/** An entry as tar-stream knows it, with its bytes. */
export interface Entry {
  readonly header: Partial<Header> & { readonly name: string }
  readonly content: Buffer
}

/** What is in an archive, read by another program's code than the one under test. */
export async function readEntries(path: string): Promise<Entry[]> {
  const reader = extract()
  const entries: Entry[] = []
  reader.end(readFileSync(path))
  for await (const entry of reader) {
    const pieces: Buffer[] = []
    for await (const piece of entry)
      if (piece instanceof Uint8Array) pieces.push(Buffer.from(piece))
    entries.push({ header: entry.header, content: Buffer.concat(pieces) })
  }
  return entries
}

/** Writes an archive of these entries and answers its path. */
export async function writeEntries(entries: readonly Entry[]): Promise<string> {
  const writer = pack()
  for (const { header, content } of entries) writer.entry(header, content)
  writer.finalize()
  const pieces: Buffer[] = []
  for await (const piece of writer) if (piece instanceof Uint8Array) pieces.push(Buffer.from(piece))
  return writeBytes(Buffer.concat(pieces))
}

/** Puts bytes into a file named like a backup. */
export function writeBytes(bytes: Buffer): string {
  const path = join(makeTarget(), 'castkeeper_backup_20261122_200000.tar')
  writeFileSync(path, bytes)
  return path
}

export const file = (name: string, content: string | Buffer = 'x'): Entry => ({
  header: { name },
  content: Buffer.from(content),
})

interface LooseManifest {
  [key: string]: unknown
  entries: { name: string; bytes: number; sha256: string }[]
}

/** Changes the manifest of an archive's entries. */
export function editManifest(
  entries: readonly Entry[],
  change: (manifest: LooseManifest) => void,
): Entry[] {
  return entries.map((entry) => {
    if (entry.header.name !== 'manifest.json') return entry
    const manifest: LooseManifest = JSON.parse(entry.content.toString())
    change(manifest)
    return file('manifest.json', JSON.stringify(manifest))
  })
}

/** Changes one entry, and the manifest with it, as somebody would who knows what he does. */
export function forge(
  entries: readonly Entry[],
  name: RegExp,
  change: (content: Buffer) => Buffer,
): Entry[] {
  const target = entries.find(({ header }) => name.test(header.name))
  if (target === undefined) throw new Error('no such entry')
  const content = change(target.content)
  const changed = entries.map((entry) =>
    entry === target ? file(target.header.name, content) : entry,
  )
  return editManifest(changed, (manifest) => {
    manifest.entries = manifest.entries.map((entry) =>
      entry.name === target.header.name
        ? { ...entry, bytes: content.length, sha256: hash('sha256', content) }
        : entry,
    )
  })
}

/** A backup of the usual library, and its entries to tamper with. */
export async function backUpToTamper(): Promise<{
  readonly archive: string
  readonly entries: Entry[]
}> {
  const { path: archive } = await backUp(await makeLibrary())
  return { archive, entries: await readEntries(archive) }
}

/** The entries of a backup in a new folder, as a file manager unpacks them. Returns its path. */
export function unpackByHand(entries: readonly Entry[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'castkeeper-unpacked-by-hand-'))
  for (const { header, content } of entries) {
    mkdirSync(dirname(join(folder, header.name)), { recursive: true })
    writeFileSync(join(folder, header.name), content)
  }
  return folder
}
