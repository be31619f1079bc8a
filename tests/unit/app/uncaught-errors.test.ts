import { EventEmitter } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Question, reportUncaughtErrors } from '../../../src/main/app/uncaught-errors'
import { createTranslator } from '../../../src/shared/translate'

const { t } = createTranslator('en')

let source: EventEmitter
let questions: Question[]
let answers: number[]
const log = vi.fn()
const copy = vi.fn<(text: string) => void>()
const quit = vi.fn()
const onException = vi.fn()

beforeEach(() => {
  source = new EventEmitter()
  questions = []
  answers = []
  vi.clearAllMocks()
  reportUncaughtErrors(source, {
    log,
    translate: () => t,
    ask: async (question) => {
      questions.push(question)
      const answer = answers.shift()
      if (answer === undefined) throw new Error('no display')
      return answer
    },
    copy,
    versions: 'Castkeeper 0.1.0',
    scrub: (text) => text.replaceAll('/home/ana', '~'),
    onException,
    quit,
  })
})

describe('an uncaught exception', () => {
  it('fault 116: is logged, shown, and ends the app', async () => {
    answers = [1]
    const error = new Error('boom')
    source.emit('uncaughtException', error)
    await nextTurn()
    expect(log).toHaveBeenCalledWith('uncaught exception', { error })
    expect(questions.map(({ buttons }) => buttons)).toEqual([['Copy details', 'Quit']])
    expect(quit).toHaveBeenCalledOnce()
    expect(copy).not.toHaveBeenCalled()
  })

  it('fault 116: gives a report without paths, and what caused it', async () => {
    answers = [0]
    const error = new Error('boom', { cause: new Error('no /home/ana/castkeeper.db') })
    source.emit('uncaughtException', error)
    await nextTurn()
    expect(copy.mock.calls[0]?.[0]).toMatch(/^Castkeeper 0\.1\.0\n\nError: boom/)
    expect(copy.mock.calls[0]?.[0]).toContain('Cause: Error: no ~/castkeeper.db')
    expect(quit).toHaveBeenCalledOnce()
  })

  it('fault 116: asks once and logs no more than fifty, however many follow', async () => {
    answers = [1]
    for (let number = 0; number < 1_000; number += 1) source.emit('uncaughtException', number)
    await nextTurn()
    expect(questions).toHaveLength(1)
    expect(log).toHaveBeenCalledTimes(50)
    expect(quit).toHaveBeenCalledOnce()
  })

  it('fault 116: ends the app even when nothing can be shown', async () => {
    source.emit('uncaughtException', new Error('boom'))
    await nextTurn()
    expect(quit).toHaveBeenCalledOnce()
  })
})

describe('an unhandled rejection', () => {
  it('fault 116: is shown once, and the app may go on', async () => {
    answers = [0]
    source.emit('unhandledRejection', 'why')
    await nextTurn()
    source.emit('unhandledRejection', 'again')
    await nextTurn()
    expect(questions.map(({ buttons }) => buttons)).toEqual([['Continue', 'Copy details', 'Quit']])
    expect(log).toHaveBeenCalledTimes(2)
    expect(quit).not.toHaveBeenCalled()
  })

  it('fault 116: ends the app when an exception comes long after the game master went on', async () => {
    answers = [0, 1]
    source.emit('unhandledRejection', 'why')
    await nextTurn()
    source.emit('uncaughtException', new Error('boom'))
    source.emit('uncaughtException', new Error('boom again'))
    await nextTurn()
    source.emit('uncaughtException', new Error('while quitting'))
    await nextTurn()
    expect(questions.map(({ buttons }) => buttons.length)).toEqual([3, 2])
    expect(quit).toHaveBeenCalledOnce()
  })

  it('fault 116: ends the app when an exception came in between', async () => {
    answers = [0]
    source.emit('unhandledRejection', 'why')
    source.emit('uncaughtException', new Error('boom'))
    await nextTurn()
    expect(quit).toHaveBeenCalledOnce()
  })
})
