import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createAddPortraits } from '../../../src/main/portraits/add-portraits'
import { checkLibrary } from '../../support/check-library'
import { addCast, openLibrary, picture, portraitFolder } from '../../support/library'

/** A library in which a file of ours already has the name that the next portrait would get. */
function openWithLeftOver(leftOver: Uint8Array | string) {
  const library = openLibrary()
  const { character } = addCast(library)
  const folder = portraitFolder(library.dataFolder, 'characters')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'character_1.png')
  if (typeof leftOver === 'string') symlinkSync(leftOver, file)
  else writeFileSync(file, leftOver)
  const bytes = picture(1)
  const incoming = {
    subject: character,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    format: 'png',
    widthPx: 8,
    heightPx: 8,
    provenance: { source: 'own-file' },
    makeCurrent: true,
  } as const
  return { library, file, incoming, addPortraits: createAddPortraits(library) }
}

describe('a file that has the name already', () => {
  test('is gone on with when it holds these very bytes', async () => {
    const { addPortraits, incoming, library } = openWithLeftOver(picture(1))
    const placed = await addPortraits.place(incoming)
    expect(placed.path).toBe('static/portraits/characters/character_1.png')
    await addPortraits.enter([placed], () => undefined)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  const oneByteOff = Buffer.from(picture(1))
  oneByteOff[oneByteOff.length - 1] = 0
  test.each([
    ['has the same size and another picture', picture(2)],
    ['differs in its last byte', oneByteOff],
    ['has the same beginning and is shorter', picture(1).subarray(0, 40)],
    ['is empty', Buffer.alloc(0)],
    ['has the same size and only zeros', Buffer.alloc(picture(1).length)],
  ])('that %s is left alone, and the portrait gets the next number', async (_, leftOver) => {
    const { addPortraits, incoming, library, file } = openWithLeftOver(leftOver)
    const placed = await addPortraits.place(incoming)
    expect(placed.path).toBe('static/portraits/characters/character_1-2.png')
    await addPortraits.enter([placed], () => undefined)
    expect(readFileSync(file).equals(leftOver)).toBe(true)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('is not gone on with through a link, whatever it leads to', async () => {
    const elsewhere = join(openLibrary().dataFolder, 'the-same.png')
    writeFileSync(elsewhere, picture(1))
    const { addPortraits, incoming } = openWithLeftOver(elsewhere)
    const placed = await addPortraits.place(incoming)
    expect(placed.path).toBe('static/portraits/characters/character_1-2.png')
  })
})
