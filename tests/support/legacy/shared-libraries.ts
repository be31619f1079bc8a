import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OldPortraitClass } from '../../../src/shared/legacy-import'

/** Two databases as the old app wrote them, with their portraits and what is to be found in them. */
const folder = fileURLToPath(new URL('samples', import.meta.url))

export const sharedLibraryNames = ['gen-early', 'gen-v3'] as const
export type SharedLibraryName = (typeof sharedLibraryNames)[number]

/** One of the old app's databases with its portraits, to be read and never written to. */
export function sharedLibrary(name: SharedLibraryName): string {
  return join(folder, name)
}

interface ExpectedFile {
  readonly path: string
  readonly exists: boolean
  readonly bytes?: number
  readonly sha256?: string
  readonly real_format?: string
}

export interface ExpectedRow {
  readonly id: number
  readonly user_id: number
  readonly campaign_id?: number | null
  readonly name: string
  readonly themes?: string
  readonly language?: string
  readonly message_count?: number
  readonly is_active: number | null
  readonly level?: number
  readonly gender?: string | null
  readonly ai_model?: string
  readonly created_at?: string
  readonly portrait_value: string | null
  readonly class: OldPortraitClass
  readonly corruption?: 'truncated-png' | 'truncated-jpeg' | 'zero-byte' | 'html-page'
  readonly file?: ExpectedFile
  readonly recoverable_file?: ExpectedFile
  readonly image_obtainable_offline: boolean
}

export interface ExpectedLibrary {
  readonly users: readonly { readonly id: number; readonly email: string }[]
  readonly campaigns: readonly ExpectedRow[]
  readonly characters: readonly ExpectedRow[]
  readonly orphan_files: readonly ExpectedFile[]
  readonly summary: { readonly messages: number }
}

/** What is in such a library, row by row, as was found by hand. */
export function expectedLibrary(name: SharedLibraryName): ExpectedLibrary {
  const expected: { fixtures: Record<SharedLibraryName, ExpectedLibrary> } = JSON.parse(
    readFileSync(join(folder, 'EXPECTED.json'), 'utf8'),
  )
  return expected.fixtures[name]
}
