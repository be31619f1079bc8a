import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { orderInBackground } from '../../../../src/renderer/generate/order-in-background'
import { orderErrorOf } from '../../../../src/renderer/generate/ordering'
import { defaultPreferences } from '../../../../src/shared/preferences'

let asked: { readonly name: string; readonly input: unknown }[]
let answers: Record<string, unknown>

const service = {
  id: 'compatible',
  baseUrl: 'https://pictures.example/v1',
  model: 'any',
  needsKey: true,
  hasKey: true,
}

beforeEach(() => {
  asked = []
  answers = {
    'generation:jobs': [],
    'generation:prompt': 'A smith.',
    'providers:list': [service],
    'preferences:read': { ...defaultPreferences, provider: 'compatible' },
  }
  const request = async (name: string, input: unknown) => {
    asked.push({ name, input })
    return { ok: true, value: answers[name] }
  }
  vi.stubGlobal('window', { castkeeper: { request } })
})

afterEach(() => vi.unstubAllGlobals())

const started = () => asked.filter(({ name }) => name === 'generation:start')

it('sends one order to the preferred service, with what Castkeeper writes of the person', async () => {
  const subject = { kind: 'character', id: 1 } as const
  await orderInBackground(subject, 'Mira')
  const order = { prompt: 'A smith.', provider: 'compatible', quality: 'medium', shape: 'tall' }
  expect(started()).toEqual([{ name: 'generation:start', input: { subject, ...order, count: 1 } }])
})

it.each([
  ['the avatar is preferred', () => ({ 'preferences:read': defaultPreferences })],
  ['the service has no key', () => ({ 'providers:list': [{ ...service, hasKey: false }] })],
])('sends none when %s', async (_when, changes) => {
  Object.assign(answers, changes())
  const subject = { kind: 'character', id: 2 } as const
  await orderInBackground(subject, 'Mira')
  expect(started()).toEqual([])
  expect(orderErrorOf(subject)).toBeInstanceOf(Error)
})
