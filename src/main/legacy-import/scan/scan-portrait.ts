import type { ErrorDetails } from '../../../shared/errors'
import type { OldKind } from '../../../shared/legacy-import'
import type { OldPortrait } from '../old-library'
import { classifyPicture } from './classify-picture'
import { type PortraitValue, readPortraitValue } from './portrait-value'
import type { ScannedFile, ScannedFiles } from './scan-files'

/** An old row, as far as its portrait goes. */
export interface PortraitRow {
  readonly id: number
  readonly portraitValue: string | null
}

export interface ScanPortraitOptions {
  readonly now: Date
  /** Null when there is no portraits folder. */
  readonly files: Pick<ScannedFiles, 'find'> | null
}

/** What a row's portrait is, and where its picture is. Reads no file and contacts no server. */
export function scanPortrait(
  kind: OldKind,
  row: PortraitRow,
  options: ScanPortraitOptions,
): OldPortrait {
  const value = readPortraitValue(row.portraitValue, options.now)
  const known = describe(kind, row, value, options)
  if (known.file !== null || holdsPicture(known)) return known
  const spare = spareOf(kind, row, options)
  if (spare === null || ('path' in value && value.path === spare.path)) return known
  // The old app crashed between saving the picture and saying so in the row.
  if (known.form === 'temporary-url')
    return { ...known, file: spare, isRecovery: true, reason: null }
  const reason = known.class === 'none' ? 'file-without-value' : known.reason
  return { ...known, offeredFile: spare, reason }
}

/** True when the value itself is an intact picture; reading its bytes would decode them. */
export function holdsPicture({ form, reason }: Pick<OldPortrait, 'form' | 'reason'>): boolean {
  return (form === 'data-url' || form === 'bare-base64') && reason === null
}

/** `<kind>_<id>.png`, when it is there and intact. */
function spareOf(
  kind: OldKind,
  { id }: PortraitRow,
  { files }: ScanPortraitOptions,
): ScannedFile | null {
  if (id < 1 || files === null) return null
  const name = kind === 'campaign' ? `gm/gm_${id}.png` : `characters/character_${id}.png`
  const found = files.find(name)
  return found === null || found === 'link' || found.harm !== null ? null : found
}

function describe(
  kind: OldKind,
  row: PortraitRow,
  value: PortraitValue,
  { files, now }: ScanPortraitOptions,
): OldPortrait {
  const blank: OldPortrait = {
    kind,
    originId: row.id,
    form: value.form,
    class: 'none',
    reason: null,
    details: {},
    file: null,
    isRecovery: false,
    offeredFile: null,
    url: null,
    embedded: null,
    avatar: null,
  }
  switch (value.form) {
    case 'null':
      return blank
    case 'local':
      return describeFile(blank, files?.find(value.path) ?? null)
    case 'outside':
      return { ...blank, class: 'local-missing', reason: 'path-outside' }
    case 'temporary-url': {
      const { url, host, expiresAt, isExpired } = value
      const end = expiresAt?.toISOString()
      if (isExpired && end !== undefined) {
        const details = { host, since: end }
        return { ...blank, class: 'temp-url-expired', reason: 'link-expired', details }
      }
      const details: ErrorDetails = end === undefined ? { host } : { host, until: end }
      return { ...blank, class: 'temp-url-maybe-live', reason: 'link-not-tried', details, url }
    }
    case 'dicebear':
      return { ...blank, class: 'dicebear', details: { host: value.host }, avatar: value.avatar }
    case 'url': {
      const { url, host } = value
      return { ...blank, class: 'other-url', reason: 'link-not-tried', details: { host }, url }
    }
    case 'data-url':
    case 'bare-base64':
      return describeEmbedded(blank, value.bytes, row, now)
    case 'unreadable-text':
      return { ...blank, class: 'other-url', reason: 'value-unreadable' }
  }
}

function describeFile(blank: OldPortrait, file: ScannedFile | 'link' | null): OldPortrait {
  if (file === null) return { ...blank, class: 'local-missing', reason: 'file-missing' }
  if (file === 'link') {
    return { ...blank, form: 'outside', class: 'local-missing', reason: 'path-outside' }
  }
  const { harm, bytes, format } = file
  const details = { ...file.details, bytes, format }
  if (harm !== null) return { ...blank, class: 'local-corrupt', reason: harm, details }
  const isNamedSo = formatOfName(file.path) === format || formatOfName(file.path) === null
  const found = isNamedSo ? 'local-ok' : 'local-mislabelled-format'
  return { ...blank, class: found, details, file }
}

const formatsOfNames = new Map([
  ['png', 'png'],
  ...['jpg', 'jpeg', 'jpe', 'jfif'].map((ending) => [ending, 'jpeg'] as const),
  ['webp', 'webp'],
  ['gif', 'gif'],
  ['avif', 'avif'],
])

function formatOfName(path: string): string | null {
  return formatsOfNames.get(/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '') ?? null
}

function describeEmbedded(
  blank: OldPortrait,
  bytes: Uint8Array | null,
  row: PortraitRow,
  now: Date,
): OldPortrait {
  const damaged = { ...blank, class: 'other-url', reason: 'data-damaged' } as const
  if (bytes === null) return damaged
  const { format, harm } = classifyPicture(bytes)
  if (harm !== null) return damaged
  return {
    ...blank,
    class: 'other-url',
    details: { bytes: bytes.length, format },
    // A thousand of them do not fit into memory together: each is decoded when it is asked for.
    get embedded() {
      const value = readPortraitValue(row.portraitValue, now)
      return 'bytes' in value ? value.bytes : null
    },
  }
}
