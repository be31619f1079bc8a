import { basename } from 'node:path'
import { z } from 'zod'
import {
  type AutomaticReason,
  automaticReasons,
  type BackupSummary,
  type BackupWarning,
  type LibraryCounts,
} from '../../../shared/backup'
import { AppError } from '../../../shared/errors'
import { parseJson } from '../../core/json-file'
import { formatVersion, isEntryName, product } from './names'

/** More entries than this are not a cast; the portraits of ten thousand characters are far fewer. */
export const maximumEntries = 200_000
/** A manifest of that many entries. */
export const maximumManifestBytes = 64 * 1024 * 1024

const entrySchema = z.strictObject({
  name: z.string().max(200),
  bytes: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type ManifestEntry = Readonly<z.infer<typeof entrySchema>>

const count = z.number().int().min(0)
const manifestSchema = z.object({
  product: z.literal(product),
  formatVersion: z.literal(formatVersion),
  appVersion: z.string().max(60),
  schemaVersion: z.number().int().min(1),
  madeAt: z.iso.datetime(),
  database: z.string(),
  /** Only of an automatic one. */
  why: z.enum(automaticReasons).optional(),
  /** Which library it is of; missing where it was made before libraries had an identity. */
  library: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable()
    .default(null),
  counts: z.object({ campaigns: count, characters: count, portraits: count }),
  entries: z.array(entrySchema).max(maximumEntries),
  warnings: z.array(
    z.object({
      name: z.string().max(1_000),
      path: z.string().max(300),
      state: z.enum(['missing', 'unreadable', 'damaged']),
    }),
  ),
})
export type Manifest = Readonly<z.infer<typeof manifestSchema>>

export interface ManifestFacts {
  readonly appVersion: string
  readonly schemaVersion: number
  readonly madeAt: string
  readonly database: string
  readonly why?: AutomaticReason
  readonly library: string | null
  readonly counts: LibraryCounts
  readonly entries: readonly ManifestEntry[]
  readonly warnings: readonly BackupWarning[]
}

/** The manifest as it is written: what is in a backup, with the SHA-256 of every entry. */
export function writeManifest(facts: ManifestFacts): Buffer {
  return Buffer.from(`${JSON.stringify({ product, formatVersion, ...facts }, null, 1)}\n`)
}

/** The fields that every version of a manifest begins with, so that a newer one is recognized. */
const beginningSchema = z.object({
  product: z.string().max(200),
  formatVersion: z.number().int().min(1),
  appVersion: z.string().max(60),
})

/**
 * Reads a manifest. Throws AppError `backup-manifest-damaged`, `backup-other-product` or `backup-newer`
 * with the version of Castkeeper that is needed.
 */
export function readManifest(bytes: Uint8Array): Manifest {
  const json = parseManifest(bytes)
  const beginning = beginningSchema.safeParse(json)
  if (!beginning.success) throw new AppError('backup-manifest-damaged')
  if (beginning.data.product !== product) {
    throw new AppError('backup-other-product', { product: beginning.data.product })
  }
  if (beginning.data.formatVersion > formatVersion) {
    throw new AppError('backup-newer', { version: beginning.data.appVersion })
  }
  const parsed = manifestSchema.safeParse(json)
  if (!parsed.success) throw new AppError('backup-manifest-damaged')
  const manifest = parsed.data
  const names = new Set(manifest.entries.map(({ name }) => name))
  const isWhole =
    names.size === manifest.entries.length &&
    names.has(manifest.database) &&
    /^database_backup_\d{8}_\d{6}\.db$/.test(manifest.database) &&
    manifest.entries.every(({ name }) => isEntryName(name))
  if (!isWhole) throw new AppError('backup-manifest-damaged')
  return manifest
}

function parseManifest(bytes: Uint8Array): unknown {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new AppError('backup-manifest-damaged', {}, { cause: error })
  }
}

/** A manifest summarized for the game master. */
export function summarise(manifest: ManifestFacts, path: string): BackupSummary {
  const { madeAt, appVersion, schemaVersion, counts, entries } = manifest
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  return { name: basename(path), madeAt, appVersion, schemaVersion, counts, bytes }
}
