import { describe, expect, test } from 'vitest'
import { answer, type Handlers } from '../../../src/main/core/answer'
import {
  type CommitOffThread,
  commitInPlace,
} from '../../../src/main/core/database/commit-off-thread'
import { requests } from '../../../src/shared/contract'
import { AppError } from '../../../src/shared/errors'
import { openRecords } from '../../support/records'

function makeDoor() {
  const { campaigns } = openRecords()
  const lines: string[] = []
  const missing = () => {
    throw new TypeError('a bug with a secret sk-1234')
  }
  const handlers = {
    ...Object.fromEntries(Object.keys(requests).map((name) => [name, missing])),
    'campaigns:create': (fields: { name: string }) => campaigns.create(fields),
    'campaigns:read': ({ id }: { id: number }) => campaigns.read(id),
    'providers:test': () => {
      throw new AppError('key-refused', { host: 'api.openai.com' })
    },
  } as unknown as Handlers
  const ask = (name: unknown, input?: unknown) =>
    answer(
      {
        handlers,
        commitOffThread: commitInPlace,
        sendEvent: () => undefined,
        log: (what) => void lines.push(what),
      },
      name,
      input,
    )
  return { ask, campaigns, lines }
}

describe('the answers of the main process to the window', () => {
  test('hands the checked input to the handler and its answer back', async () => {
    const { ask } = makeDoor()
    expect(await ask('campaigns:create', { name: '  Innsmouth  ' })).toMatchObject({
      ok: true,
      value: { name: 'Innsmouth' },
    })
  })

  test.each(['no:such', '__proto__', 'constructor', 7, null, {}])(
    'refuses the name %s and logs it',
    async (name) => {
      const { ask, lines } = makeDoor()
      expect(await ask(name)).toMatchObject({ ok: false, error: { code: 'request-refused' } })
      expect(lines).toEqual(['request refused: unknown name'])
    },
  )

  test.each([
    ['a path for an id', 'campaigns:read', { id: '../../etc/passwd' }, 'invalid-input'],
    ['a fraction for an id', 'campaigns:read', { id: 1.5 }, 'invalid-input'],
    ['a field too many', 'campaigns:read', { id: 1, path: 'x' }, 'invalid-input'],
    ['nothing at all', 'campaigns:read', undefined, 'invalid-input'],
    ['an empty name', 'campaigns:create', { name: ' \n ' }, 'name-empty'],
    [
      'a name of 10,000 characters',
      'campaigns:create',
      { name: 'x'.repeat(10_000) },
      'name-too-long',
    ],
    [
      'too many bytes',
      'portraits:add',
      {
        subject: { kind: 'campaign', id: 1 },
        name: 'x',
        how: 'pasted',
        bytes: new Uint8Array(65 * 1024 * 1024),
      },
      'picture-too-many-bytes',
    ],
  ])('refuses %s, saves nothing, and logs it', async (_what, name, input, code) => {
    const { ask, campaigns, lines } = makeDoor()
    expect(await ask(name, input)).toMatchObject({ ok: false, error: { code } })
    expect(campaigns.list()).toEqual([])
    expect(lines).toHaveLength(1)
  })

  const endless = 'x\n'.repeat(50_000_000)
  const deep = JSON.parse(`${'['.repeat(4_000)}${']'.repeat(4_000)}`)
  test.each([
    ['a name', 'campaigns:create', { name: endless }, 'name-too-long'],
    ['a prompt', 'generation:start', { prompt: endless }, 'invalid-input'],
    ['a link', 'links:check', { url: endless }, 'invalid-input'],
    ['a model', 'providers:change', { id: 'local', model: endless }, 'invalid-input'],
    ['an address', 'providers:change', { id: 'local', baseUrl: endless }, 'invalid-input'],
    ['a name made of lists', 'campaigns:create', { name: deep }, 'invalid-input'],
  ])('refuses %s beyond all measure', async (_what, name, input, code) => {
    const { ask } = makeDoor()
    const reply = await ask(name, input)
    expect(reply).toMatchObject({ ok: false, error: { code } })
  })

  test('never rejects, whatever the name of the request is made of', async () => {
    const { ask } = makeDoor()
    const nameless: unknown = Object.create(null)
    for (const name of [nameless, deep, endless, Symbol('x'), 10n]) {
      expect(await ask(name)).toMatchObject({ ok: false, error: { code: 'request-refused' } })
    }
  })

  test('reports what was foreseen with its code and details', async () => {
    const { ask } = makeDoor()
    const error = { code: 'key-refused', details: { host: 'api.openai.com' } }
    expect(await ask('providers:test', { id: 'openai' })).toEqual({ ok: false, error })
  })

  test('reports a bug without its message, which may hold anything', async () => {
    const { ask } = makeDoor()
    const reply = await ask('app:about')
    expect(reply).toMatchObject({ ok: false, error: { code: 'unexpected' } })
    expect(JSON.stringify(reply)).not.toContain('sk-1234')
  })
})

describe('what a request changes', () => {
  function listen(handlers: object, commitOffThread: CommitOffThread = commitInPlace) {
    const told: unknown[] = []
    const ask = (name: string, input: unknown) =>
      answer(
        {
          handlers: handlers as Handlers,
          commitOffThread,
          sendEvent: (event, payload) => void told.push([event, payload]),
          log: () => undefined,
        },
        name,
        input,
      )
    return { told, ask }
  }
  const edited = ['library:changed', { why: 'edited' }]
  const portrait = ['library:changed', { why: 'portrait' }]
  const failing = () => {
    throw new AppError('disk-full')
  }

  test('is told once an edit is made, before the disk has it; the reply comes after that', async () => {
    const disk = Promise.withResolvers<void>()
    const { told, ask } = listen({ 'campaigns:trash': () => undefined }, async (change) => {
      const value = change()
      await disk.promise
      return value
    })
    let hasReply = false
    const reply = ask('campaigns:trash', { id: 1 }).then((value) => {
      hasReply = true
      return value
    })
    await new Promise(setImmediate)
    expect(told).toEqual([edited])
    expect(hasReply).toBe(false)
    disk.resolve()
    expect(await reply).toMatchObject({ ok: true })
    expect(told).toHaveLength(1)
  })

  test.each([
    ['campaigns:trash', { id: 1 }],
    ['campaigns:duplicate', { id: 1 }],
  ])('is not told when %s fails', async (name, input) => {
    const { told, ask } = listen({ [name]: failing })
    expect(await ask(name, input)).toMatchObject({ ok: false, error: { code: 'disk-full' } })
    expect(told).toEqual([])
  })

  test('is told after a failure that may have come halfway', async () => {
    const { told, ask } = listen({ 'quarantine:restore': failing })
    const ids = ['20261128_200000/0001_a.png']
    expect(await ask('quarantine:restore', { ids })).toMatchObject({ ok: false })
    expect(told).toEqual([portrait])
  })

  test('is told when something came of it', async () => {
    const subject = { kind: 'campaign', id: 1 }
    let picked: object | null = null
    let state = 'same'
    const { told, ask } = listen({
      'campaigns:duplicate': async () => ({ id: 2 }),
      'portraits:pick-file': async () => picked,
      'links:find-update': async () => ({ state }),
    })
    await ask('campaigns:duplicate', { id: 1 })
    expect(told.splice(0)).toEqual([edited])
    await ask('portraits:pick-file', { subject })
    await ask('links:find-update', { portraitId: 1 })
    expect(told).toEqual([])
    picked = {}
    state = 'new'
    await ask('portraits:pick-file', { subject })
    await ask('links:find-update', { portraitId: 1 })
    expect(told).toEqual([portrait, portrait])
  })
})
