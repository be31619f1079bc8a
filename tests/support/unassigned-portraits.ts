import { createHash } from 'node:crypto'
import {
  type AddPortraitsOptions,
  createAddPortraits,
} from '../../src/main/portraits/add-portraits'
import type { Portrait } from '../../src/shared/portrait'
import { type Library, picture } from './library'

/** Stores pictures that belong to nobody, as an import does; answers their portraits. */
export async function addUnassigned(
  library: AddPortraitsOptions & Pick<Library, 'portraits'>,
  numbers: readonly number[],
): Promise<Portrait[]> {
  const addPortraits = createAddPortraits(library)
  const placed = []
  for (const number of numbers) {
    const bytes = picture(number)
    placed.push(
      await addPortraits.place({
        subject: null,
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        format: 'png',
        widthPx: 8,
        heightPx: 8,
        provenance: { source: 'imported', originalName: `found ${number}.png` },
        makeCurrent: false,
      }),
    )
  }
  const portraits: Portrait[] = []
  await addPortraits.enter(placed, (ids) => {
    for (const id of ids) {
      const portrait = library.portraits.find(id)
      if (portrait !== null) portraits.push(portrait)
    }
  })
  return portraits
}
