import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetSteps, redoNewest, undoStep } from '../../../../../src/renderer/app/undo/undo-stack'
import { trashCharacters } from '../../../../../src/renderer/character/character-actions'
import { assignPortrait } from '../../../../../src/renderer/gallery/gallery-actions'
import { starPortraits } from '../../../../../src/renderer/portrait/actions'
import type { TrashItem } from '../../../../../src/shared/trash'
import { picture, storePortrait } from '../../../../support/library'
import { addUnassigned } from '../../../../support/unassigned-portraits'
import { openWindowLibrary } from '../../../../support/window-library'

beforeEach(forgetSteps)
afterEach(() => vi.unstubAllGlobals())

async function openScene() {
  const library = openWindowLibrary()
  const { id: campaignId } = library.campaigns.create({ name: 'The Ash Road' })
  const ids = ['Elowen', 'Vorn'].map((name) => library.characters.create({ campaignId, name }).id)
  const [elowen = 0, vorn = 0] = ids
  const subject = { kind: 'character', id: vorn } as const
  const portrait = await storePortrait(library, subject, { bytes: picture(1) })
  const remove = async (...items: readonly TrashItem[]) => {
    const { mark } = library.trash.plan([...items], null)
    await library.trash.remove([...items], mark)
  }
  return { library, campaignId, ids, elowen, vorn, subject, portrait, remove }
}

test('a step whose subject is gone for good is passed over, and the one before it is undone', async () => {
  const { library, campaignId, elowen, portrait, remove } = await openScene()
  await starPortraits([portrait.id], true)
  await trashCharacters({ ids: [elowen], name: 'Elowen', campaignId })
  await remove({ kind: 'character', id: elowen })
  expect(await undoStep()).toMatchObject({ isGone: true })
  expect(await undoStep()).toMatchObject({ isGone: false })
  expect(library.portraits.find(portrait.id)?.isStarred).toBe(false)
  expect(await undoStep()).toBeNull()
  expect(await redoNewest()).toMatchObject({ isGone: false })
  expect(await redoNewest()).toBeNull()
})

test('of several those that are left come back, and the others are named', async () => {
  const { library, campaignId, ids, elowen, vorn, remove } = await openScene()
  await trashCharacters({ ids, name: null, campaignId })
  await remove({ kind: 'character', id: elowen })
  const undone = await undoStep()
  expect(undone?.remark?.sentence).toBe(
    'Undone, except for 1 character that has been deleted permanently.',
  )
  expect(library.characters.idsOf(campaignId)).toEqual([vorn])
})

test('a face whose original is gone for good stays, and what is undone cannot be redone once its copy is gone', async () => {
  const { library, elowen, remove } = await openScene()
  const subject = { kind: 'character', id: elowen } as const
  const [kept, other] = await addUnassigned(library, [5, 6])
  const assign = (id: number) =>
    assignPortrait(library.gallery.read(id).card, { subject, name: 'Elowen' })
  await assign(kept?.id ?? 0)
  const face = library.portraits.current(subject)?.id
  await remove({ kind: 'portrait', id: kept?.id ?? 0 })
  expect(await undoStep()).toMatchObject({ isGone: true })
  expect(library.portraits.current(subject)?.id).toBe(face)

  await assign(other?.id ?? 0)
  const copy = library.portraits.current(subject)?.id ?? 0
  expect(await undoStep()).toMatchObject({ isGone: false })
  await remove({ kind: 'portrait', id: copy })
  expect(await redoNewest()).toMatchObject({ isGone: true })
  expect(library.portraits.current(subject)?.id).toBe(face)
})
