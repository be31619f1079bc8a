import { randomBytes, randomInt } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { restoreBackup } from '../../../src/main/backup/restore'
import { backUp } from '../../support/backup/making'
import { everything, restoreParts } from '../../support/backup/restoring'
import { checkLibrary, folderContents } from '../../support/check-library'
import { fileOf, type Library, openLibrary, picture, storePortrait } from '../../support/library'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

const libraries = Number(process.env.CASTKEEPER_LIBRARIES ?? 6)
const words = ['Éowyn', '田中', '🔥', "l'Ancien", 'O’Brien', 'أمل', 'd’Œuvre']

/** A number generator that can be begun again, so that a failure can be looked at. */
function createDice(seed: number) {
  let state = seed
  return (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** A library in which anything may have happened. */
async function makeAny(seed: number): Promise<Library> {
  const dice = createDice(seed)
  const library = openLibrary()
  mkdirSync(join(library.dataFolder, 'static', 'portraits'), { recursive: true })
  const name = () => Array.from({ length: 1 + dice(3) }, () => words[dice(words.length)]).join(' ')
  const campaigns = Array.from({ length: dice(4) }, () =>
    library.campaigns.create({ name: name(), notes: 'n'.repeat(dice(5_000)) }),
  )
  for (const campaign of campaigns) {
    const text = Array.from({ length: 1 + dice(9) }, name).join('\n')
    const lists = { names: { text, isOnly: dice(2) === 0 } }
    if (dice(2) === 0) library.wordLists.change({ campaignId: campaign.id, lists })
    if (dice(2) === 0) {
      await storePortrait(
        library,
        { kind: 'campaign', id: campaign.id },
        { bytes: picture(dice(999)) },
      )
    }
    for (let count = dice(6); count > 0; count -= 1) {
      const { id } = library.characters.create({ campaignId: campaign.id, name: name() })
      if (dice(3) === 0) library.characters.setStatus(id, words[dice(words.length)] ?? 'dead')
      for (let portraits = dice(4); portraits > 0; portraits -= 1) {
        const bytes = dice(3) === 0 ? randomBytes(1 + dice(70_000)) : picture(dice(999))
        const portrait = await storePortrait(library, { kind: 'character', id }, { bytes })
        if (dice(4) === 0) library.portraits.trash(portrait.id)
        const fate = dice(12)
        if (fate === 0) rmSync(fileOf(library, portrait))
        if (fate === 1) writeFileSync(fileOf(library, portrait), randomBytes(200))
      }
      if (dice(5) === 0) library.characters.trash(id)
    }
    if (dice(6) === 0) library.campaigns.trash(campaign.id)
  }
  return library
}

test(`${libraries} random libraries come back, every row and every byte`, {
  timeout: 60_000 + libraries * 5_000,
}, async () => {
  for (let round = 0; round < libraries; round += 1) {
    const seed = randomInt(2 ** 31)
    const library = await makeAny(seed)
    const { dataFolder } = library
    const rows = everything(library.database)
    const faces = folderContents(join(dataFolder, 'static', 'portraits'))
    const { path } = await backUp(library)
    library.database.close()
    rmSync(dataFolder, { recursive: true })
    const parts = restoreParts(dataFolder)
    await restoreBackup(path, parts)
    const database = parts.libraryHandle.database()
    expect(everything(database), `seed ${seed}`).toEqual(rows)
    expect(folderContents(join(dataFolder, 'static', 'portraits')), `seed ${seed}`).toEqual(faces)
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    parts.libraryHandle.close()
  }
})

test('what was lost before a backup is still flagged, and nothing else is missing', async () => {
  const library = await makeAny(7)
  const { path, warnings } = await backUp(library)
  library.database.close()
  const parts = restoreParts(library.dataFolder)
  await restoreBackup(path, parts)
  const complaints = checkLibrary(parts.libraryHandle.database(), library.dataFolder)
  expect(complaints).toHaveLength(warnings.length)
  parts.libraryHandle.close()
})
