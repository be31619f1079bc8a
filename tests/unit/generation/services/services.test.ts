import { describe, expect, it } from 'vitest'
import type { Lookup } from '../../../../src/main/core/network/guard'
import { createFindReach } from '../../../../src/main/core/network/reach'
import { createRequest } from '../../../../src/main/core/network/request'
import { createServices } from '../../../../src/main/generation/services/services'
import { requests } from '../../../../src/shared/contract'
import { type ImageServiceId, isWaitMinutes } from '../../../../src/shared/generation'
import { defaultPreferences, type Preferences } from '../../../../src/shared/preferences'
import { appErrorOf } from '../../../support/errors'
import { startImageServer } from '../../../support/image-server'

/** The services of a game master who has set nothing up, with keys in memory. */
function openServices(
  addresses: Readonly<Record<string, readonly string[]>> = {},
  saved: Partial<Preferences['services']> = {},
) {
  let services: Preferences['services'] = { ...defaultPreferences.services, ...saved }
  const keys = new Map<ImageServiceId, string>()
  const lookup: Lookup = (hostname, _options, found) => {
    const known = addresses[hostname]
    if (known === undefined) found(new Error('ENOTFOUND'), [])
    else
      found(
        null,
        known.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
  }
  return createServices({
    request: createRequest({ lookup }),
    findReach: createFindReach(lookup),
    settings: {
      read: () => ({ services }),
      change: (changes) => {
        services = changes.services
      },
    },
    keys: {
      keyFor: async (id) => keys.get(id) ?? null,
      storageFor: async (id) => (keys.has(id) ? 'session' : 'none'),
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

  it('refuse a bad address with its reason and keep the one before', async () => {
    const services = openServices()
    const error = await appErrorOf(
      Promise.resolve().then(() => services.change('compatible', { baseUrl: 'file:///x' })),
    )
    expect(error.details).toEqual({ context: 'protocol' })
    expect((await services.list()).find(({ id }) => id === 'compatible')?.baseUrl).toBe('')
  })

  it.each([
    ['http://8.8.8.8/v1', 'not-encrypted'],
    ['http://images.example/v1', 'not-encrypted'],
    ['http://both.example/v1', 'not-encrypted'],
    ['http://[2606:4700::1111]/v1', 'not-encrypted'],
    ['http://[::ffff:8.8.8.8]:8080/v1', 'not-encrypted'],
    ['http://gone.example/v1', 'not-found'],
  ])('refuse %s, which would be asked in the clear', async (baseUrl, context) => {
    const services = openServices({
      'images.example': ['93.184.216.34'],
      'both.example': ['192.168.1.5', '93.184.216.34'],
    })
    const error = await appErrorOf(services.change('compatible', { baseUrl }))
    expect(error.code).toBe('base-url-invalid')
    expect(error.details).toEqual({ context })
    expect((await services.connection('compatible')).baseUrl).toBe('')
    expect((await appErrorOf(services.connection('compatible', baseUrl))).details).toEqual({
      context,
    })
  })

  it.each([
    'http://127.0.0.1:8080/v1',
    'http://localhost:8080/v1',
    'http://[::1]/v1',
    'http://192.168.1.5/v1',
    'http://100.64.0.7/v1',
    'http://[fd00::5]/v1',
    'http://attic/v1',
    'http://attic.local/v1',
    'http://nas.example/v1',
  ])('take %s, which is in a private network', async (baseUrl) => {
    const services = openServices({ 'nas.example': ['192.168.1.5', 'fd00::5'] })
    await services.change('compatible', { baseUrl })
    expect(await services.connection('compatible')).toMatchObject({ baseUrl, isPrivate: true })
  })

  it('remember that a host was public when it was saved, wherever it leads later', async () => {
    const addresses: Record<string, readonly string[]> = { 'images.example': ['93.184.216.34'] }
    const services = openServices(addresses)
    await services.change('compatible', { baseUrl: 'https://images.example/v1', model: 'm' })
    addresses['images.example'] = ['127.0.0.1']
    expect(await services.connection('compatible')).toMatchObject({ isPrivate: false })
    const error = await appErrorOf(services.listModels('compatible'))
    expect(error.code).toBe('address-not-allowed')
    expect(error.details.context).toBe('service')
  })

  it('find out once where a host lies that was saved before this was asked', async () => {
    const addresses: Record<string, readonly string[]> = {}
    const profile = { ...defaultPreferences.services.compatible, model: 'm' }
    const compatible = { ...profile, baseUrl: 'http://nas.example/v1' }
    const services = openServices(addresses, { compatible })
    const isPrivate = async () => (await services.connection('compatible')).isPrivate
    expect((await services.connection('local')).isPrivate).toBe(true)
    expect(await isPrivate()).toBe(false)
    expect((await appErrorOf(services.listModels('compatible'))).details).toEqual({
      context: 'not-encrypted',
    })
    addresses['nas.example'] = ['10.0.0.1']
    expect(await isPrivate()).toBe(true)
    addresses['nas.example'] = ['93.184.216.34']
    expect(await isPrivate()).toBe(true)
  })

  it('hold a host for public that could not be found when it was saved', async () => {
    const addresses: Record<string, readonly string[]> = {}
    const services = openServices(addresses)
    await services.change('compatible', { baseUrl: 'https://images.example/v1' })
    addresses['images.example'] = ['127.0.0.1']
    expect((await services.connection('compatible')).isPrivate).toBe(false)
  })

  it('wait half an hour for a server of one’s own, ten minutes for others, or as long as is set', async () => {
    const services = openServices({ 'images.example': ['93.184.216.34'] })
    const waitOf = async (id: ImageServiceId) => (await services.connection(id)).waitMs / 60_000
    await services.change('compatible', { baseUrl: 'https://images.example/v1' })
    expect([await waitOf('local'), await waitOf('compatible')]).toEqual([30, 10])
    const changed = await services.change('local', { waitMinutes: 1_440 })
    expect(changed).toMatchObject({ waitMinutes: 1_440, usualWaitMinutes: 30 })
    expect(await waitOf('local')).toBe(1_440)
    await services.change('local', { waitMinutes: null })
    expect(await waitOf('local')).toBe(30)
  })

  it.each([0, -1, 1.5, 1_441, Number.NaN, Number.POSITIVE_INFINITY])(
    'cannot be told to wait for %s minutes',
    (waitMinutes) => {
      const input = requests['providers:change'].input
      expect(input.safeParse({ id: 'local', waitMinutes }).success).toBe(false)
      expect(isWaitMinutes(String(waitMinutes))).toBe(false)
    },
  )
})
