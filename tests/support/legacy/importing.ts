import type { FileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { createKeepOriginal } from '../../../src/main/integrity/quarantine/keep-original'
import type { ImportWords } from '../../../src/main/legacy-import/apply/our-record'
import { createImports, type Imports } from '../../../src/main/legacy-import/history/imports'
import type { OldFindings } from '../../../src/main/legacy-import/old-library'
import type { DownloadPicture } from '../../../src/main/portraits/download'
import type { ImportDecisions } from '../../../src/shared/legacy-import'
import type { TaskProgress } from '../../../src/shared/tasks'
import { openLibrary } from '../library'
import { plainImageSandbox } from '../plain-image-sandbox'

/** Everything comes over; nobody is contacted. */
export const everything: ImportDecisions = {
  users: null,
  campaigns: null,
  includeArchived: true,
  campaignless: { kind: 'new', name: 'Old characters' },
  duplicates: 'skip',
  online: false,
  takeLooseFiles: true,
  takeOfferedFiles: false,
}

// Plain Node cannot load the locales as they are.
const plainWords: ImportWords = {
  unnamed: (id) => `Unnamed (old number ${id})`,
  line: (what, text) => `${what}: ${text}`,
  aiModel: (model) => `model: ${model}`,
  rest: () => 'rest:',
}

export interface ImportingPlan {
  readonly dataFolder?: string
  readonly fileSystem?: FileSystem
  readonly download?: DownloadPicture
  readonly imageSandbox?: ReturnType<typeof plainImageSandbox>
}

export type Importing = ReturnType<typeof openImporting>

/** A library that can import, in a folder of its own: real database, real files. */
export function openImporting(plan: ImportingPlan = {}) {
  const library = openLibrary(plan)
  const told: string[] = []
  const imports = createImports({
    ...library,
    fileSystem: plan.fileSystem ?? nodeFileSystem(),
    imageSandbox: plan.imageSandbox ?? plainImageSandbox(),
    thumbnails: { keep: async () => undefined },
    keepOriginal: createKeepOriginal(library.quarantine),
    download: plan.download ?? noDownload,
    words: () => plainWords,
    onChange: ({ state }) => told.push(state),
    onTrouble: (error) => {
      throw error
    },
  })
  return { ...library, imports, told }
}

export interface RunPlan {
  readonly decisions?: Partial<ImportDecisions>
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: TaskProgress) => void
}

/** Imports what was found, as the dialog does. Resolves with how it ended. */
export async function importAll(
  { imports }: { readonly imports: Imports },
  findings: OldFindings,
  plan: RunPlan = {},
) {
  const known = await imports.recognise(findings)
  const { id } = imports.begin(findings, { ...everything, ...plan.decisions }, known)
  return imports.run(id, findings, howOf(plan))
}

/** Goes on with an import that stopped. */
export function goOn(
  { imports }: { readonly imports: Imports },
  id: number,
  findings: OldFindings,
) {
  imports.resume(id)
  return imports.run(id, findings, howOf({}))
}

/** Takes an import back. */
export const undo = ({ imports }: { readonly imports: Imports }, id: number) =>
  imports.undo(id, howOf({}))

function howOf({ signal, onProgress }: RunPlan) {
  return {
    signal: signal ?? new AbortController().signal,
    onProgress: onProgress ?? (() => undefined),
  }
}

const noDownload: DownloadPicture = () => Promise.reject(new Error('nobody may be contacted'))
