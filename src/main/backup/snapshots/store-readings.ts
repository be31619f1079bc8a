import { join } from 'node:path'
import { z } from 'zod'
import { createFastLstat } from '../../core/disk/fast-lstat'
import { plainFileSystem } from '../../core/disk/file-system'
import type { FoundStats } from '../../core/disk/stat-at'
import { systemErrorCode } from '../../core/disk/system-error'
import { readJsonFileOrNull, writeJsonFile } from '../../core/json-file'
import { storedName, storeFolderName } from '../archive/folder-source'
import type { ManifestFacts } from '../archive/manifest'
import { pathForEntry } from '../archive/names'

/** Lies beside the store, so that it goes with it to another drive. */
const fileName = 'pictures-read.json'
const dayMs = 24 * 60 * 60 * 1_000
/** A reading this much older than a backup still counts for it; all of the store is read in half the time. */
const countsForMs = 31 * dayMs

const readingSchema = z.object({
  /** Null while it was seen, but never read. */
  readAt: z.iso.datetime().nullable(),
  seenAt: z.iso.datetime(),
  bytes: z.number(),
  modifiedMs: z.number(),
  changedMs: z.number(),
  /** It was read and does not match its name. */
  isBad: z.boolean().default(false),
})
type Reading = Readonly<z.infer<typeof readingSchema>>
const fileSchema = z.object({
  version: z.literal(1),
  pictures: z.record(z.string(), readingSchema),
})

export const storedPattern = /^[0-9a-f]{64}\.\w+$/

export type StoreReadings = Awaited<ReturnType<typeof openReadings>>

/**
 * When each picture of the store of automatic backups was last read completely and matched its name. A
 * reading counts only for the file as it was then: a modified one is unread. Throws Node's own errors.
 */
export async function openReadings(folder: string) {
  const known = readKnown(folder)
  const here = await filesIn(join(folder, storeFolderName))
  const readings = new Map<string, Reading>()
  const bad = new Set<string>()
  const look = createFastLstat()
  for (const [name, found] of here) {
    const reading = known[name]
    if (reading !== undefined && isAsRead(reading, found)) readings.set(name, reading)
  }

  return {
    /** Names of all pictures of the store, with their sizes in bytes. */
    pictures: (): readonly { readonly name: string; readonly bytes: number }[] =>
      [...here].map(([name, { size }]) => ({ name, bytes: size })),

    /** Found damaged, or modified since it was read. */
    isSuspect(name: string): boolean {
      const reading = known[name]
      if (reading === undefined || readings.has(name)) return false
      return reading.isBad || reading.readAt !== null
    },

    readAt: (name: string): string | null => readings.get(name)?.readAt ?? null,

    /** Since when it has waited to be read. */
    waitsSince(name: string, now: Date): number {
      const reading = readings.get(name)
      return Date.parse(reading?.readAt ?? reading?.seenAt ?? now.toISOString())
    },

    /** It was just read, and matches its name. */
    async note(name: string, at: Date): Promise<void> {
      const found = await look(join(folder, storeFolderName, name))
      if (found === null) return
      bad.delete(name)
      here.set(name, found)
      readings.set(name, toReading(found, at.toISOString(), at))
    },

    /** It was just read, and does not match its name. */
    noteBad(name: string): void {
      bad.add(name)
      readings.delete(name)
    },

    /** Whether every picture of a backup was read for it: when it was made, in the month before, or since. */
    isRead(manifest: Pick<ManifestFacts, 'madeAt' | 'entries'>): boolean {
      const since = Date.parse(manifest.madeAt) - countsForMs
      return manifest.entries.every((entry) => {
        if (pathForEntry(entry.name) === null) return true
        const at = readings.get(storedName(entry))?.readAt ?? null
        return at !== null && Date.parse(at) >= since
      })
    },

    /** Writes down what is known. Throws Node's own errors. */
    save(now: Date): void {
      const pictures = Object.fromEntries(
        Array.from(here, ([name, found]) => {
          if (bad.has(name)) return [name, { ...toReading(found, null, now), isBad: true }]
          return [name, readings.get(name) ?? known[name] ?? toReading(found, null, now)]
        }),
      )
      writeJsonFile(join(folder, fileName), { version: 1, pictures })
    },
  }
}

function readKnown(folder: string): Readonly<Record<string, Reading>> {
  // Never written, or not readable: then nothing counts as read.
  return readJsonFileOrNull(join(folder, fileName), fileSchema)?.pictures ?? {}
}

async function filesIn(store: string): Promise<Map<string, FoundStats>> {
  const files = new Map<string, FoundStats>()
  const look = createFastLstat()
  const names = await plainFileSystem()
    .readdir(store)
    .catch((error: unknown) => {
      if (systemErrorCode(error) === 'ENOENT') return []
      throw error
    })
  for (const name of names) {
    if (!storedPattern.test(name)) continue
    const found = await look(join(store, name))
    if (found?.isFile()) files.set(name, found)
  }
  return files
}

function isAsRead({ bytes, modifiedMs, changedMs, isBad }: Reading, found: FoundStats): boolean {
  return (
    !isBad && bytes === found.size && modifiedMs === found.mtimeMs && changedMs === found.ctimeMs
  )
}

function toReading(found: FoundStats, readAt: string | null, now: Date): Reading {
  return {
    readAt,
    seenAt: now.toISOString(),
    bytes: found.size,
    modifiedMs: found.mtimeMs,
    changedMs: found.ctimeMs,
    isBad: false,
  }
}
