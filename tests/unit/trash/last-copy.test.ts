import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findingsOf } from '../../support/integrity'
import { addCast, fileOf, openLibrary, picture, storePortrait } from '../../support/library'
import { openTrash, removeForGood } from '../../support/trash'

async function makeScene() {
  const library = openLibrary()
  const { character } = addCast(library)
  await storePortrait(library, character, { bytes: picture(2) })
  const second = await storePortrait(library, character, { bytes: picture(3) })
  return { library, trash: openTrash(library), character, second }
}

describe('files of portraits that are removed for good', () => {
  test.each([
    ['damaged', (file: string) => writeFileSync(file, picture(201))],
    ['missing', (file: string) => rmSync(file)],
  ])(
    'fault 107: that another portrait needs, whose own is %s, stay and are offered',
    async (_, harm) => {
      const { library, trash, second, character } = await makeScene()
      const double = await storePortrait(library, character, { bytes: picture(3) })
      harm(fileOf(library, double))
      library.portraits.trash(second.id)
      await removeForGood(trash, [{ kind: 'portrait', id: second.id }])
      expect(library.portraits.find(second.id)).toBeNull()
      expect(await findingsOf(library)).toContainEqual(
        expect.objectContaining({
          kind: 'portrait',
          portraitId: double.id,
          found: expect.objectContaining({ path: second.path }),
        }),
      )
    },
  )

  test('fault 107: that a harmed portrait in the trash needs stay too, until it is removed itself', async () => {
    const { library, trash, second, character } = await makeScene()
    const double = await storePortrait(library, character, { bytes: picture(3) })
    writeFileSync(fileOf(library, double), picture(202))
    for (const { id } of [second, double]) library.portraits.trash(id)
    await removeForGood(trash, [{ kind: 'portrait', id: second.id }])
    expect(existsSync(fileOf(library, second))).toBe(true)
  })
})
