import { describe, expect, it } from 'vitest'
import { createTypingHistory } from '../../../../../src/renderer/app/undo/typing-history'

describe('what was typed in a field', () => {
  it('goes back by runs of letters, and by each pause', () => {
    const history = createTypingHistory('')
    history.type('a', 0)
    history.type('ab', 200)
    history.type('abc', 2_000)
    expect([history.back(), history.back(), history.back()]).toEqual(['ab', '', null])
    expect([history.forward(), history.forward(), history.forward()]).toEqual(['ab', 'abc', null])
  })

  it('brings back a long text that one letter took the place of, and the letter again', () => {
    const long = 'A queen of ash. '.repeat(240)
    const history = createTypingHistory(long)
    history.type('x', 0)
    history.type('xy', 100)
    history.type('xyz', 200)
    expect(history.back()).toBe('x')
    expect(history.back()).toBe(long)
    expect(history.back()).toBeNull()
    expect(history.forward()).toBe('x')
  })

  it('keeps taking away apart from adding', () => {
    const history = createTypingHistory('ash')
    history.type('ashe', 0)
    history.type('ash', 100)
    history.type('as', 200)
    expect([history.back(), history.back()]).toEqual(['ashe', 'ash'])
  })

  it('drops what was ahead as soon as something else is typed', () => {
    const history = createTypingHistory('a')
    history.type('pasted', 0)
    history.back()
    history.type('ab', 100)
    expect(history.forward()).toBeNull()
    expect(history.back()).toBe('a')
  })

  it('lets the middle go before the beginning when a field holds very much', () => {
    const history = createTypingHistory('the beginning')
    for (let at = 0; at < 30; at += 1) history.type(`${at}`.repeat(500_000), at * 5_000)
    let first = ''
    for (let text = history.back(); text !== null; text = history.back()) first = text
    expect(first).toBe('the beginning')
  })
})
