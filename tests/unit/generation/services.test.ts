import { describe, expect, it } from 'vitest'
import { createServices } from '../../../src/main/generation/services'
import { createRequest } from '../../../src/main/network/request'
import type { ImageServiceId } from '../../../src/shared/generation'
import { defaultPreferences, type Preferences } from '../../../src/shared/preferences'
import { appErrorOf } from '../../support/errors'
import { startImageServer } from '../../support/image-server'

/** The services of a game master who has set nothing up, with keys in memory. */
function openServices() {
  let services: Preferences['services'] = defaultPreferences.services
  const keys = new Map<ImageServiceId, string>()
  return createServices({
    request: createRequest(),
    settings: {
      read: () => ({ services }),
      change: (changes) => {
        services = changes.services
      },
    },
    keys: {
      keyFor: async (id) => keys.get(id) ?? null,
      keptFor: async (id) => (keys.has(id) ? 'session' : 'none'),
      setKey: async (id, _baseUrl, pasted) => {
        keys.set(id, pasted)
      },
      forgetKey: async (id) => {
        keys.delete(id)
      },
    },
  })
}

describe('the image services', () => {
  it('test their connection without a model, and without a key where none is needed', async () => {
    const server = await startImageServer()
    try {
      const services = openServices()
      await services.change('local', { baseUrl: ` ${server.baseUrl}/ ` })
      expect((await services.listModels('local')).map(({ id }) => id)).toContain('test-image-1')
      expect(server.hits().map(({ path }) => path)).toEqual(['/v1/models'])
    } finally {
      await server.stop()
    }
  })

  it('ask for a key before they are tested where one is needed', async () => {
    expect((await appErrorOf(openServices().listModels('openai'))).code).toBe('key-missing')
  })

  it('refuse a bad address with its reason and keep the former one', async () => {
    const services = openServices()
    const error = await appErrorOf(
      Promise.resolve().then(() => services.change('compatible', { baseUrl: 'file:///x' })),
    )
    expect(error.details).toEqual({ context: 'protocol' })
    expect((await services.list()).find(({ id }) => id === 'compatible')?.baseUrl).toBe('')
  })
})
