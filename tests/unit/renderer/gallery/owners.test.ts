import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { currentPlace, openGallery } from '../../../../src/renderer/app/navigation'
import { forgetSteps, undoStep } from '../../../../src/renderer/app/undo/undo-stack'
import { moveCharacters } from '../../../../src/renderer/character/character-actions'
import { duplicateOwners, moveOwners } from '../../../../src/renderer/gallery/gallery-actions'
import { openScene } from '../../../support/undo-scene'

beforeEach(forgetSteps)
afterEach(() => vi.unstubAllGlobals())

test('what is done to characters from the Library leaves the Library in sight', async () => {
  const { ids, away } = await openScene()
  openGallery()
  await duplicateOwners(ids)
  await moveOwners(ids)
  const { dialog } = currentPlace()
  if (dialog?.kind !== 'move-characters') throw new Error('it was not asked where to')
  expect(dialog.chosen).toMatchObject({ ids: [1], name: 'Elowen', campaignId: null })
  await moveCharacters(dialog.chosen, away)
  await undoStep()
  await undoStep()
  expect(currentPlace().screen).toBe('gallery')
})
