import type { PictureFormat } from '../../image-sandbox/image-sandbox'
import type { KeepOriginal } from '../../portraits/add-portrait'
import { extensions, folderNames, root, stemFor } from '../../portraits/files'
import type { Quarantine } from './quarantine'

const endings: Readonly<Record<PictureFormat, string>> = { ...extensions, gif: 'gif', avif: 'avif' }

/** Keeps pictures in the quarantine as they came, when they cannot be stored like that. */
export function createKeepOriginal(quarantine: Pick<Quarantine, 'keep' | 'assign'>): KeepOriginal {
  return async ({ subject, sha256, bytes, format, originalName }) => {
    const folder = folderNames[subject?.kind ?? 'loose']
    const name = `${stemFor(subject ?? sha256, 1)}_original.${endings[format]}`
    const path = [...root, folder, name].join('/')
    const order = { why: 'converted', portraitId: null, facts: { originalName } } as const
    const entry = await quarantine.keep(path, bytes, order)
    return (portraitId) => quarantine.assign(entry, portraitId)
  }
}
