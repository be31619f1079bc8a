import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { watchConnection } from '../../../../src/main/core/network/connection'
import type { NetworkError } from '../../../../src/main/core/network/network-error'
import { defaultTimeouts } from '../../../../src/main/core/network/request'

test.each([
  ['https://images.test/', undefined, 'private-address'],
  ['http://images.test/', 'http://10.0.0.5', 'private-address'],
])(
  'what is dialled is looked at again, and %s is told nothing',
  async (address, privateOrigin, reason) => {
    let told = 0
    const server = createServer((socket) => socket.on('data', ({ length }) => (told += length)))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const at = server.address()
    if (at === null || typeof at === 'string') throw new Error('no port')
    // As if the name had led elsewhere after it was looked up.
    const request = httpRequest({ host: '127.0.0.1', port: at.port, agent: false })
    const fault = new Promise<NetworkError>((resolve) => {
      watchConnection(
        request,
        { url: new URL(address), privateOrigin, maximumBytes: 1 },
        { isSecure: false, timeouts: defaultTimeouts, onFault: resolve },
      )
    })
    request.end('words')
    expect(await fault).toMatchObject({ fault: 'refused', reason, wasSent: false })
    await new Promise((closed) => server.close(closed))
    expect(told).toBe(0)
  },
)
