import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { lastOrderOf, startOrder } from '../../../../src/renderer/generate/ordering'
import type { GenerationOrder } from '../../../../src/shared/generation'
import type { Subject } from '../../../../src/shared/subject'

let asked: string[]
let answers: Record<string, () => unknown>

beforeEach(() => {
  asked = []
  answers = { 'generation:jobs': () => [] }
  const request = async (name: string, input: unknown) => {
    asked.push(input === undefined ? name : `${name} ${JSON.stringify(input)}`)
    return { ok: true, value: await answers[name]?.() }
  }
  vi.stubGlobal('window', { castkeeper: { request } })
})

afterEach(() => vi.unstubAllGlobals())

function orderFor(subject: Subject, prompt = 'A queen of ash.'): GenerationOrder {
  return { subject, prompt, provider: 'local', quality: 'low', shape: 'tall', count: 1 }
}

const started = () => asked.filter((request) => request.startsWith('generation:start'))

describe('an order from the window', () => {
  it('is sent once, however often it is asked for at the same time', async () => {
    const subject = { kind: 'character', id: 1 } as const
    const write = () => Promise.resolve(orderFor(subject))
    const begun = await Promise.all([1, 2, 3].map(() => startOrder(subject, write)))
    expect(begun).toEqual([true, false, false])
    expect(started()).toHaveLength(1)
  })

  it('for one does not wait for that of another', async () => {
    const subjects = [2, 3].map((id) => ({ kind: 'character', id }) as const)
    await Promise.all(subjects.map((one) => startOrder(one, async () => orderFor(one))))
    expect(started()).toHaveLength(2)
  })

  it('dismisses only an ended one of the same face, and only once the new one has begun', async () => {
    const subject = { kind: 'character', id: 4 } as const
    answers['generation:jobs'] = () => [
      { id: 7, subject, state: 'failed' },
      { id: 8, subject: { kind: 'character', id: 5 }, state: 'failed' },
      { id: 9, subject: { kind: 'campaign', id: 4 }, state: 'failed' },
    ]
    await startOrder(subject, async () => orderFor(subject))
    expect(asked.at(-1)).toBe('generation:dismiss {"id":7}')
    expect(asked.filter((request) => request.startsWith('generation:dismiss'))).toHaveLength(1)
  })

  it('that is not begun leaves the words of the one before for sending again', async () => {
    const subject = { kind: 'character', id: 6 } as const
    await startOrder(subject, async () => orderFor(subject, 'First.'))
    answers['generation:start'] = () => {
      throw new Error('not now')
    }
    expect(await startOrder(subject, async () => orderFor(subject, 'Second.'))).toBe(false)
    expect(lastOrderOf(subject)?.prompt).toBe('First.')
    delete answers['generation:start']
    expect(await startOrder(subject, async () => orderFor(subject, 'Third.'))).toBe(true)
    expect(lastOrderOf(subject)?.prompt).toBe('Third.')
  })
})
