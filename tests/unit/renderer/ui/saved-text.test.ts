import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readDraft } from '../../../../src/renderer/app/drafts'
import { SavedText } from '../../../../src/renderer/ui/saved-text'
import { AppError } from '../../../../src/shared/errors'
import { memoryStorage } from '../../../support/local-storage'

const field = 'character:7:notes'
const restMs = 400

function open(
  given: { value?: string; text?: string; check?: (text: string) => AppError | null } = {},
) {
  const value = given.value ?? 'old'
  const texts: string[] = []
  const errors: unknown[] = []
  const save = vi.fn((_text: string): Promise<unknown> => Promise.resolve())
  const saved = new SavedText({
    value,
    text: given.text ?? value,
    options: () => ({ field, restMs, save, check: given.check }),
    onText: (text) => texts.push(text),
    onError: (error) => errors.push(error),
  })
  return { saved, save, texts, errors }
}

beforeEach(() => {
  vi.stubGlobal('localStorage', memoryStorage())
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('typing', () => {
  it('is drafted at once and saved once it rests', async () => {
    const { saved, save } = open()
    saved.change('ne')
    await vi.advanceTimersByTimeAsync(restMs - 1)
    saved.change('new')
    expect(readDraft(field)).toBe('new')
    await vi.advanceTimersByTimeAsync(restMs - 1)
    expect(save).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(save.mock.calls).toEqual([['new', 'old']])
    expect(readDraft(field)).toBeNull()
    expect(saved.saved).toBe('new')
  })

  it('back to what is saved saves nothing and leaves no draft', async () => {
    const { saved, save } = open()
    saved.change('older')
    saved.change('old')
    expect(readDraft(field)).toBeNull()
    await vi.runAllTimersAsync()
    expect(save).not.toHaveBeenCalled()
  })

  it('of a very long text is not drafted at each key', () => {
    const { saved } = open()
    saved.change('x'.repeat(20_001))
    expect(readDraft(field)).toBeNull()
  })

  it('during a save is saved after it, one save at a time', async () => {
    const { saved, save } = open()
    const first = Promise.withResolvers<unknown>()
    save.mockReturnValueOnce(first.promise)
    saved.change('one')
    const done = saved.flush()
    saved.change('two')
    void saved.flush()
    expect(save.mock.calls).toEqual([['one', 'old']])
    first.resolve(undefined)
    await done
    expect(save.mock.calls).toEqual([
      ['one', 'old'],
      ['two', 'one'],
    ])
    expect(saved.saved).toBe('two')
  })
})

describe('a failed save', () => {
  it('keeps the text and its draft, says why, and is tried again by typing on', async () => {
    const { saved, save, errors } = open()
    const failure = new AppError('unexpected')
    save.mockRejectedValueOnce(failure)
    saved.change('new')
    await saved.flush()
    expect(saved).toMatchObject({ text: 'new', saved: 'old', failure })
    expect(readDraft(field)).toBe('new')
    expect(errors.at(-1)).toBe(failure)
    saved.change('newer')
    await vi.advanceTimersByTimeAsync(restMs)
    expect(saved.saved).toBe('newer')
    expect(errors.at(-1)).toBeNull()
  })

  it('drafts even a text that is too long to draft at each key', async () => {
    const { saved, save } = open()
    const long = 'x'.repeat(20_001)
    save.mockRejectedValueOnce(new AppError('unexpected'))
    saved.change(long)
    await saved.flush()
    expect(readDraft(field)).toBe(long)
  })
})

it('does not send what its check refuses, and says why until it is typed back', async () => {
  const refusal = new AppError('name-empty')
  const { saved, save, errors } = open({ check: (text) => (text === '' ? refusal : null) })
  saved.change('')
  await saved.flush()
  expect(save).not.toHaveBeenCalled()
  expect(errors.at(-1)).toBe(refusal)
  saved.change('old')
  await saved.flush()
  expect(errors.at(-1)).toBeNull()
})

it('saves a draft that a crash has left', async () => {
  const { saved, save } = open({ value: 'old', text: 'drafted' })
  await saved.flush()
  expect(save.mock.calls).toEqual([['drafted', 'old']])
})

describe('a change from elsewhere', () => {
  it('is shown where nothing is being typed', () => {
    const { saved, texts } = open()
    saved.accept('elsewhere', false)
    expect(texts).toEqual(['elsewhere'])
    expect(saved).toMatchObject({ text: 'elsewhere', saved: 'elsewhere', known: 'elsewhere' })
  })

  it('waits while the field has the focus', () => {
    const { saved, texts } = open()
    saved.accept('elsewhere', true)
    expect(texts).toEqual([])
    expect(saved).toMatchObject({ text: 'old', known: 'elsewhere' })
  })

  it('does not replace what is not saved yet', () => {
    const { saved } = open()
    saved.change('typed')
    saved.accept('elsewhere', false)
    expect(saved.text).toBe('typed')
  })

  it('that the library has joined with what was being saved is shown once that is done', async () => {
    const { saved, save } = open()
    const pending = Promise.withResolvers<unknown>()
    save.mockReturnValue(pending.promise)
    saved.change('old, typed')
    const done = saved.flush()
    saved.accept('old, typed and a line', false)
    pending.resolve(undefined)
    await done
    expect(saved.text).toBe('old, typed and a line')
    expect(save).toHaveBeenCalledTimes(1)
  })

  it('does not replace what is being saved', async () => {
    const { saved, save } = open()
    const pending = Promise.withResolvers<unknown>()
    save.mockReturnValueOnce(pending.promise)
    saved.change('typed')
    const done = saved.flush()
    // Typed back to what was saved before: only the running save says that this is not at rest.
    saved.change('old')
    saved.accept('elsewhere', false)
    expect(saved.text).toBe('old')
    pending.resolve(undefined)
    await done
    expect(save.mock.calls).toEqual([
      ['typed', 'old'],
      ['old', 'typed'],
    ])
  })
})
