import { AppError } from '../../../shared/errors'
import { systemErrorCode } from '../../core/disk/system-error'
import { createLimit } from '../../core/tasks/limit'
import type { ImageSandbox } from '../../image-sandbox/image-sandbox'
import { inspectPicture } from '../../portraits/inspect'
import { createRecentBytes } from '../../portraits/recent'
import type { OldFindings } from '../old-library'
import { pictureOfRow } from './scan-rows'

/** Width and height in pixels of the square box a picture of a look fits into. */
const pictureSize = 256
const recentBytes = 16 * 1024 * 1024
const madeAtOnce = 3
const addressPattern = /^app:\/\/portraits\/import\/(0|[1-9]\d{0,8})\?look=(\d{1,9})$/

/** Whether an address asks for a picture of the look, well or not. */
export const isScanPicture = (url: string): boolean => url.startsWith('app://portraits/import/')

export interface ScanPictureOptions {
  /** What is looked at now; null when there is no look. */
  readonly findings: () => OldFindings | null
  readonly imageSandbox: Pick<ImageSandbox, 'develop'>
  /** Called with unforeseen errors. */
  readonly onTrouble: (error: unknown) => void
}

/**
 * Answers `app://portraits/import/7?look=2` with a small picture of that row of the open look, as WebP, or
 * with 404. The page names a row, never a path.
 */
export function createScanPictureServer({ findings, imageSandbox, onTrouble }: ScanPictureOptions) {
  const inTurn = createLimit(madeAtOnce)
  let looked: OldFindings | null = null
  let recent = createRecentBytes(recentBytes)

  async function make(from: OldFindings, index: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const bytes = await pictureOfRow(from, index)
    if (bytes === null) return null
    const { format } = inspectPicture(bytes)
    const order = { bytes, format, thumbnailSizes: [pictureSize], asPng: false }
    const { thumbnails } = await imageSandbox.develop(order)
    const [thumbnail] = thumbnails
    return thumbnail === undefined ? null : new Uint8Array(thumbnail.bytes)
  }

  async function find(index: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const from = findings()
    if (from === null) return null
    if (from !== looked) recent = createRecentBytes(recentBytes)
    looked = from
    const known = recent.get(String(index))
    if (known !== undefined) return known
    const made = await make(from, index)
    if (made !== null && from === looked) recent.put(String(index), made)
    return made
  }

  return async ({ method, url, signal }: Request): Promise<Response> => {
    const [, index] = addressPattern.exec(url) ?? []
    if (index === undefined) return new Response(null, { status: 400 })
    if (method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET' } })
    const bytes = await inTurn(async () => (signal.aborted ? null : find(Number(index)))).catch(
      (error: unknown) => {
        // The picture is gone or none after all; the row itself says what is wrong with it.
        if (!(error instanceof AppError) && systemErrorCode(error) === '') onTrouble(error)
        return null
      },
    )
    if (bytes === null) return new Response(null, { status: 404, headers })
    return new Response(bytes, { headers: { ...headers, 'content-type': 'image/webp' } })
  }
}

const headers = {
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const
