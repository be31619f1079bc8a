import { setImmediate } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { doStep } from '../../../../../src/renderer/app/undo/do-step'
import {
  forgetStep,
  forgetSteps,
  redoNewest,
  remember,
  undoStep,
} from '../../../../../src/renderer/app/undo/undo-stack'
import { AppError } from '../../../../../src/shared/errors'

beforeEach(forgetSteps)

/** A number that is counted up, one step of undo for each time. */
function counter(delayMs = 0) {
  const state = { count: 0 }
  const by = (amount: number) => async () => {
    const { count } = state
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    state.count = count + amount
  }
  const add = (amount: number) => {
    state.count += amount
    return remember(`added ${amount}`, { inverse: by(-amount), redo: by(amount) })
  }
  return { state, add }
}

function failing(code: 'not-found' | 'disk-full') {
  const fail = () => Promise.reject(new AppError(code))
  return { inverse: fail, redo: fail }
}

describe('undo and redo', () => {
  it('take back the newest first, and do again what was taken back last', async () => {
    const { state, add } = counter()
    add(1)
    add(10)
    expect((await undoStep())?.action.what).toBe('added 10')
    expect((await undoStep())?.action.what).toBe('added 1')
    expect(await undoStep()).toBeNull()
    expect((await redoNewest())?.action.what).toBe('added 1')
    expect(state.count).toBe(1)
    expect((await undoStep())?.action.what).toBe('added 1')
    expect(state.count).toBe(0)
  })

  it('forget what could be done again once something else is done', async () => {
    const { add } = counter()
    add(1)
    await undoStep()
    add(2)
    expect(await redoNewest()).toBeNull()
  })

  it('wait for each other, however quickly they are asked for', async () => {
    const { state, add } = counter(5)
    add(1)
    add(10)
    await Promise.all([undoStep(), undoStep(), redoNewest()])
    expect(state.count).toBe(1)
  })

  it('keep a step that failed, and go past one whose subject is gone for good', async () => {
    const { state, add } = counter()
    add(1)
    remember('gone', failing('not-found'))
    expect((await undoStep())?.isGone).toBe(true)
    remember('failing', failing('disk-full'))
    await expect(undoStep()).rejects.toThrow()
    await expect(undoStep()).rejects.toThrow()
    expect(state.count).toBe(1)
  })

  it('pass over a step that was forgotten', async () => {
    const { add } = counter()
    add(1)
    forgetStep(add(2))
    expect((await undoStep())?.action.what).toBe('added 1')
  })

  it('leave nothing to do again when something was done while an undo was still writing', async () => {
    const { add } = counter(5)
    add(1)
    const undoing = undoStep()
    await Promise.resolve()
    add(2)
    await undoing
    expect(await redoNewest()).toBeNull()
    expect((await undoStep())?.action.what).toBe('added 2')
    expect(await undoStep()).toBeNull()
  })

  it('keep the order of what was done while a redo was still writing', async () => {
    const { add } = counter(5)
    add(1)
    await undoStep()
    const redoing = redoNewest()
    await Promise.resolve()
    add(2)
    await redoing
    expect((await undoStep())?.action.what).toBe('added 2')
    expect((await undoStep())?.action.what).toBe('added 1')
  })

  it('bring back nothing that was forgotten while they were writing', async () => {
    const { add } = counter(5)
    add(1)
    const undoing = undoStep()
    await Promise.resolve()
    forgetSteps()
    await undoing
    expect(await redoNewest()).toBeNull()
  })

  it('mean the step that is still being done, not the one before it', async () => {
    const { state, add } = counter()
    add(1)
    const doing = doStep('added 10', async () => {
      await setImmediate()
      state.count += 10
      return {
        inverse: async () => {
          state.count -= 10
        },
      }
    })
    const undone = await undoStep()
    await doing
    expect(undone?.action.what).toBe('added 10')
    expect(state.count).toBe(1)
  })
})
