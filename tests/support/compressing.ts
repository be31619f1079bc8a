import { randomFillSync } from 'node:crypto'
import { join } from 'node:path'
import { createCompression } from '../../src/main/compression/compression'
import type { Task } from '../../src/main/core/tasks/tasks'
import type { ImageSandbox } from '../../src/main/image-sandbox/image-sandbox'
import type { CompressionSettings } from '../../src/shared/compression'
import type { Subject } from '../../src/shared/subject'
import type { TaskProgress } from '../../src/shared/tasks'
import { folderContents } from './check-library'
import { type Library, type LibraryOptions, openLibrary, storePortrait } from './library'
import { png } from './pictures/png'
import { plainImageSandbox } from './plain-image-sandbox'

export const lossless: CompressionSettings = { way: 'webp-lossless', quality: 90 }
export const lossy: CompressionSettings = { way: 'webp', quality: 90 }

/** A PNG of about 20 kB that no two calls make alike. */
export function grainyPng(side = 80): Buffer {
  const noise = randomFillSync(new Uint8Array(side * side * 3))
  const sample = (at: number): number => noise[at] ?? 0
  return png({
    width: side,
    height: side,
    pixel: (x, y) => [0, 1, 2].map((channel) => sample((y * side + x) * 3 + channel)),
  })
}

/** A library with everything that makes portraits smaller; the image sandbox's window is played. */
export function openCompression(
  options: LibraryOptions & { readonly imageSandbox?: Pick<ImageSandbox, 'encode'> } = {},
) {
  const library = openLibrary(options)
  const compression = createCompression({
    ...library,
    readName: ({ kind, id }) =>
      kind === 'campaign' ? library.campaigns.read(id).name : library.characters.read(id).name,
  })
  const imageSandbox = options.imageSandbox ?? plainImageSandbox()
  const seen: TaskProgress[] = []
  const job = (signal = new AbortController().signal): Task => ({
    signal,
    onProgress: (progress) => seen.push(progress),
  })
  return {
    ...library,
    compression,
    imageSandbox,
    seen,
    job,
    run: (settings = lossless, signal?: AbortSignal) =>
      compression.run(settings, imageSandbox, job(signal)),
  }
}

/** Every file below the portraits' folder with its SHA-256. */
export const filesOf = ({ dataFolder }: Pick<Library, 'dataFolder'>) =>
  folderContents(join(dataFolder, 'static'))

/** Gives a new campaign this many characters, each with a grainy portrait. */
export async function addGrainyCast(library: Library, count: number): Promise<Subject[]> {
  const campaign = library.campaigns.create({ name: 'La Quête du Dragon Noir' })
  const cast: Subject[] = []
  for (let number = 1; number <= count; number += 1) {
    const { id } = library.characters.create({ campaignId: campaign.id, name: `Sitter ${number}` })
    const subject = { kind: 'character', id } as const
    await storePortrait(library, subject, { bytes: grainyPng() })
    cast.push(subject)
  }
  return cast
}
