import { expect, it, vi } from 'vitest'
import { saveEverything, saveWhenAsked } from '../../../../src/renderer/app/unsaved'

it('waits until every field has saved', async () => {
  const pending = Promise.withResolvers<void>()
  const quick = vi.fn(() => Promise.resolve())
  const forget = [saveWhenAsked(quick), saveWhenAsked(() => pending.promise)]
  let isDone = false
  const all = saveEverything().then(() => {
    isDone = true
  })
  await new Promise((resolve) => setTimeout(resolve))
  expect(quick).toHaveBeenCalledOnce()
  expect(isDone).toBe(false)
  pending.resolve()
  await all
  expect(isDone).toBe(true)
  for (const stop of forget) stop()
})

it('does not ask a field that has gone', async () => {
  const save = vi.fn(() => Promise.resolve())
  saveWhenAsked(save)()
  await saveEverything()
  expect(save).not.toHaveBeenCalled()
})
