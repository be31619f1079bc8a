import { dirname, join } from 'node:path'
import { AppError, type ErrorDetails } from '../../../shared/errors'
import type { OldPortraitClass, OldPortraitReason } from '../../../shared/legacy-import'
import { maximumOwnPictureBytes } from '../../../shared/portrait'
import type { AllocateBytes } from '../../core/disk/file-system'
import { systemErrorCode } from '../../core/disk/system-error'
import { readTemporaryUrl } from '../../core/network/temporary-url'
import { unlessAborted } from '../../core/tasks/cancel'
import type { OldFile } from '../old-library'
import type { PictureSource } from './decide'
import type { ImportContext, ImportRun } from './import-run'
import { refusalReason } from './prepare-picture'

/** Why a row's picture cannot be had after all. */
export interface PictureRefusal {
  readonly class?: OldPortraitClass
  readonly reason: OldPortraitReason
  readonly details: ErrorDetails
}

/** A picture's bytes, or why there are none. */
export type PictureReading = { readonly bytes: Uint8Array } | { readonly refusal: PictureRefusal }

/**
 * Reads pictures of the old app from where they are. One that cannot be read is reported; a source that is
 * missing altogether throws AppError `import-source-gone`, which says nothing about its files.
 */
export async function createPictureReader(importContext: ImportContext, run: ImportRun) {
  const { fileSystem, download, clock } = importContext
  const { findings, signal } = run
  const { chosen, portraits } = findings.source
  const hadFolder = portraits !== null && (await isThere(portraits))

  async function isThere(path: string): Promise<boolean> {
    try {
      await fileSystem.lstat(path)
      return true
    } catch (error) {
      if (systemErrorCode(error) !== '') return false
      throw error
    }
  }

  // A drive that was unplugged leaves an empty folder behind, or none.
  async function isSourceGone(file: OldFile): Promise<boolean> {
    if (!(await isThere(chosen))) return true
    return portraits !== null && hadFolder && !(await isThere(join(portraits, dirname(file.path))))
  }

  async function readFile(file: OldFile, place?: AllocateBytes): Promise<PictureReading> {
    if (file.bytes > maximumOwnPictureBytes) {
      return { refusal: { reason: 'file-too-large', details: { bytes: file.bytes } } }
    }
    try {
      return { bytes: await unlessAborted(signal, findings.readFile(file, place)) }
    } catch (error) {
      if (error instanceof AppError) throw error
      const code = systemErrorCode(error)
      if (code === '') throw error
      if (await isSourceGone(file)) {
        const name = chosen.split(/[\\/]/).filter(Boolean).at(-1) ?? chosen
        throw new AppError('import-source-gone', { name }, { cause: error })
      }
      if (code === 'ENOENT') {
        return { refusal: { class: 'local-missing', reason: 'file-missing', details: {} } }
      }
      const reason = code === 'EFBIG' ? 'file-too-large' : 'file-unreadable'
      return { refusal: { class: 'local-corrupt', reason, details: {} } }
    }
  }

  async function fetchLink(url: string): Promise<PictureReading> {
    const address = URL.canParse(url) ? new URL(url) : null
    if (address === null) return { refusal: { reason: 'link-refused', details: {} } }
    const { host } = address
    const until = readTemporaryUrl(address)?.expiresAt ?? null
    if (until !== null && until <= clock()) {
      const details = { host, since: until.toISOString() }
      return { refusal: { class: 'temp-url-expired', reason: 'link-expired', details } }
    }
    try {
      return { bytes: await unlessAborted(signal, download({ url, signal })) }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'import-cancelled' || error.code === 'job-cancelled') throw error
      const reason = error.code === 'link-expired' ? 'link-expired' : 'link-refused'
      return { refusal: { reason, details: { host } } }
    }
  }

  return {
    /** The bytes of a file lie in `place` where one is given. */
    read(source: PictureSource, place?: AllocateBytes): Promise<PictureReading> {
      if (source.from === 'link') return fetchLink(source.url)
      return source.from === 'file'
        ? readFile(source.file, place)
        : Promise.resolve({ bytes: source.read() })
    },

    /** Why bytes that were read are no picture. Throws the error when it says something else. */
    refuse(source: PictureSource, error: unknown): PictureRefusal {
      const reason = refusalReason(error)
      if (reason === null) throw error
      const isLarge = reason === 'file-too-large' && error instanceof AppError
      const bytes = isLarge ? error.details.bytes : undefined
      const details: ErrorDetails = typeof bytes === 'number' ? { bytes } : {}
      if (source.from === 'link') {
        return { reason: 'link-refused', details: { host: new URL(source.url).host } }
      }
      if (source.from === 'value') return { reason: 'data-damaged', details }
      return { class: 'local-corrupt', reason, details }
    },
  }
}
