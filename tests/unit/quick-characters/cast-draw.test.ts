import { describe, expect, test } from 'vitest'
import { draw as command } from '../../../src/main/command-line/draw'
import { createCastDraws } from '../../../src/main/quick-characters/cast-draw'
import { castDrawSchema } from '../../../src/shared/cast-draw'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { openLibrary } from '../../support/library'

function openCast(size = 4) {
  const library = openLibrary()
  library.campaigns.create({ name: 'The harbour' })
  for (let at = 1; at <= size; at += 1) {
    library.characters.create({ campaignId: 1, name: `Name ${at}` })
  }
  const castDraws = createCastDraws(library)
  const draw = (changes: object = {}) =>
    castDraws.draw(castDrawSchema.parse({ campaignId: 1, seed: 'a seed', ...changes })).id
  const count = (changes: object = {}) => {
    const counts = new Map<number, number>()
    for (let at = 0; at < 400; at += 1) {
      const id = draw({ seed: `seed ${at}`, ...changes })
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    return (id: number) => counts.get(id) ?? 0
  }
  return { library, castDraws, draw, count }
}

describe('who turns up', () => {
  test('is the same for the same seed, and anyone for others', () => {
    const { draw, count } = openCast()
    expect(draw()).toBe(draw())
    const of = count({ weight: 'none' })
    for (const id of [1, 2, 3, 4]) expect(of(id)).toBeGreaterThan(60)
  })

  test('is never dead, nor in the trash', async () => {
    const { library, draw, count } = openCast()
    library.characters.setStatus(1, 'dead')
    library.characters.setStatus(2, 'missing')
    library.characters.trash(3)
    const of = count()
    expect([of(1), of(3)]).toEqual([0, 0])
    expect(of(2) + of(4)).toBe(400)
    for (const id of [2, 4]) library.characters.setStatus(id, 'dead')
    expect((await appErrorOf((async () => draw())())).code).toBe('no-one-to-draw')
  })

  test('is rather who was seen lately, or who was not, as asked', () => {
    const { library, count } = openCast()
    library.sessions.add({ campaignId: 1, text: '@Name 1' }, { resolvesNames: true })
    library.sessions.add({ campaignId: 1, text: '@Name 2' }, { resolvesNames: true })
    const recent = count({ weight: 'recent' })
    expect(recent(2)).toBeGreaterThan(recent(1))
    expect(recent(1)).toBeGreaterThan(recent(3))
    const old = count({ weight: 'long-ago' })
    expect(old(2)).toBeLessThan(old(1))
    expect(old(1)).toBeLessThan(old(3))
  })

  test('without sessions it is rather who was changed last', () => {
    const { library, count } = openCast(2)
    library.characters.edit(1, { notes: 'The ferry' })
    const of = count()
    expect(of(1)).toBeGreaterThan(of(2) * 1.5)
  })

  test('comes from what the wall shows, and is someone else where there is one', () => {
    const { library, draw, count } = openCast()
    library.characters.setStatus(3, 'met')
    expect(count({ status: 'met' })(3)).toBe(400)
    expect(draw({ status: 'met', except: 3 })).toBe(3)
    expect(count({ except: 2 })(2)).toBe(0)
  })

  test('is printed by the command and noted in the open session', async () => {
    const { library, castDraws } = openCast(1)
    const { session } = library.sessions.add({ campaignId: 1 })
    const context = { library: { ...library, castDraws }, translate: createTranslator('en').t }
    const words = ['--campaign', '1', '--seed', 'x', '--json']
    expect(await command.run(words, context as never)).toEqual({
      json: { character: { id: 1, campaignId: 1, name: 'Name 1', status: null }, seed: 'x' },
      text: '1  Name 1',
    })
    expect(library.sessions.read(session.id).mentions).toEqual([1])
    expect(library.sessions.read(session.id).text).toContain('turns up')
  })

  test.each([
    [['--campaign', '9'], 'not-found'],
    [['--campaign', 'x'], 'invalid-input'],
    [['--campaign', '1', '--weight', 'heavy'], 'invalid-input'],
    [['--campaign', '1', '--seed', ''], 'invalid-input'],
  ])('%j is refused', async (words, code) => {
    const { library, castDraws } = openCast(1)
    const run = async () => command.run(words, { library: { ...library, castDraws } } as never)
    expect((await appErrorOf(run())).code).toBe(code)
  })
})
