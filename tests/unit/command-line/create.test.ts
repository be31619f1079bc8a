import { describe, expect, test } from 'vitest'
import { create } from '../../../src/main/command-line/create'
import { appErrorOf } from '../../support/errors'
import { openLibrary } from '../../support/library'

describe('a command makes nothing without a name that can be seen', () => {
  test.each([
    ['\u2800', 'name-invisible'],
    ['\u200b\ufe0f', 'name-invisible'],
    ['\u0007\u001b[31m', 'name-empty'],
    ['x'.repeat(201), 'name-too-long'],
  ])('%j', async (name, code) => {
    const library = openLibrary()
    const { id } = library.campaigns.create({ name: 'Quest' })
    for (const what of [['campaign'], ['character', '--campaign', String(id)]]) {
      const run = async () => create.run([...what, '--name', name], { library } as never)
      expect((await appErrorOf(run())).code).toBe(code)
    }
    expect(library.campaigns.list()).toHaveLength(1)
  })

  test('and takes control characters out of one', async () => {
    const library = openLibrary()
    await create.run(['campaign', '--name', '\u001b[31mBob\u009b0m'], { library } as never)
    expect(library.campaigns.read(1).name).toBe('Bob')
  })
})
