import type { PortraitSource } from '../../shared/portrait'

/** Where a portrait came from and how it was made. */
export interface PortraitProvenance {
  readonly source: PortraitSource
  readonly originalName?: string | null
  /** SHA-256 of the bytes as they came, before anything was removed or converted. */
  readonly receivedSha256?: string | null
  readonly provider?: string | null
  readonly model?: string | null
  readonly prompt?: string | null
  readonly parameters?: Readonly<Record<string, string | number>>
  readonly costUsd?: number | null
  readonly jobId?: number | null
}
