import { describe, expect, test } from 'vitest'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { createPortraitServer } from '../../../src/main/portraits/serve'
import { folderContents } from '../../support/check-library'
import { openLibrary, picture } from '../../support/library'
import { bytesOf, openServer } from '../../support/portrait-server'

describe('addresses and methods that are refused', () => {
  test.each([
    'app://portraits/character/../../castkeeper.db',
    'app://portraits/character/%2e%2e%2f%2e%2e%2fcastkeeper.db',
    'app://portraits/character/%252e%252e/1',
    'app://portraits/character/1%00?v=1',
    'app://portraits/character/1\\..\\2?v=1',
    'app://portraits//etc/passwd',
    'app://portraits/character//1?v=1',
    'app://portraits/character/1/?v=1',
    'app://portraits/character/7.0?v=1',
    'app://portraits/character/1e3?v=1',
    'app://portraits/character/-1?v=1',
    'app://portraits/character/01?v=1',
    'app://portraits/character/0?v=1',
    'app://portraits/character/9223372036854775808?v=1',
    'app://portraits/character/9007199254740993?v=1',
    'app://portraits/character/１?v=1',
    `app://portraits/character/1?v=${'1'.repeat(100_000)}`,
    'app://portraits/character/1?v=9007199254740993',
    'app://portraits/character/1?v=%zz',
    'app://portraits/character/1?v=-1',
    'app://portraits/character/1?v=1.0',
    'app://portraits/character/1?v=1&v=2',
    'app://portraits/character/1?v=1&size=255',
    'app://portraits/character/1?v=1&size=256px',
    'app://portraits/character/1?v=1&path=castkeeper.db',
    'app://portraits/Character/1?v=1',
    'app://portraits/gm/1?v=1',
    'app://portraits/?v=1',
    'app://portraits:80/character/1?v=1',
    'app://ui/character/1?v=1',
    'app://portraits.evil/character/1?v=1',
    'file:///etc/passwd',
  ])('fault 77: %s is refused before any file is touched', async (url) => {
    const before = await openServer()
    const library = openLibrary({
      dataFolder: before.library.dataFolder,
      fileSystem: withFailpoints(nodeFileSystem(), 'any=EIO', () => expect.unreachable()),
    })
    const serve = createPortraitServer({
      upright: async (bytes) => bytes,
      database: library.database,
      portraits: library.portraits,
      thumbnails: { read: () => expect.unreachable() },
      onTrouble: () => expect.unreachable(),
    })
    const response = await serve(new Request(url))
    expect([400, 404]).toContain(response.status)
    expect(await response.text()).toBe('')
    expect(library.stateChanges).toEqual([])
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
    'fault 79: %s is refused',
    async (method) => {
      const { get, library, url } = await openServer()
      const before = folderContents(library.dataFolder)
      const response = await get(url, { method })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
      expect(folderContents(library.dataFolder)).toEqual(before)
    },
  )

  test('fault 79: HEAD says what GET would, without the bytes', async () => {
    const { get, url } = await openServer()
    const head = await get(url, { method: 'HEAD' })
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries((await get(url)).headers))
    expect(await head.text()).toBe('')
  })

  test.each(['bytes=0-9', 'bytes=5-2', 'bytes=-1', 'bytes=999999-', 'lines=1-2', 'bytes=0-1,4-5'])(
    'fault 79: the range %s is ignored, as the answer says',
    async (range) => {
      const { get, url } = await openServer()
      const response = await get(url, { headers: { range } })
      expect([response.status, response.headers.get('accept-ranges')]).toEqual([200, 'none'])
      expect(await bytesOf(response)).toEqual(picture())
    },
  )
})
