import { describe, expect, test } from 'vitest'
import { journalList } from '../../../../src/renderer/sessions/journal-list'
import { typedMentionAt } from '../../../../src/renderer/sessions/typed-mention'
import { mentionOf, withMention } from '../../../../src/shared/mentions'
import type { JournalSession } from '../../../../src/shared/session'

const session = (number: number, date: string, messagesBefore: number): JournalSession => ({
  id: number,
  campaignId: 1,
  number,
  date,
  title: '',
  isOpen: false,
  mentions: [],
  messagesBefore,
})

describe('the journal', () => {
  const sessions = [
    session(1, '2026-01-03', 2),
    session(2, '2026-01-01', 2),
    session(3, '2026-02-01', 4),
  ]
  const read = (order: 'newest' | 'oldest') => {
    const list = journalList(4, sessions, order)
    return Array.from({ length: list.count }, (_, index) => {
      const item = list.itemAt(index)
      return item.kind === 'session' ? `s${item.session.number}` : item.index
    })
  }

  test('has sessions among the messages in one order of time, either way', () => {
    expect(read('oldest')).toEqual([0, 1, 's2', 's1', 2, 3, 's3'])
    expect(read('newest')).toEqual(['s3', 3, 2, 's1', 's2', 1, 0])
  })

  test('knows where each session is', () => {
    for (const order of ['newest', 'oldest'] as const) {
      const list = journalList(4, sessions, order)
      for (const { id } of sessions) {
        expect(list.itemAt(list.placeOf(id))).toMatchObject({ session: { id } })
      }
      expect(list.placeOf(9)).toBe(-1)
    }
  })

  test('of messages alone is their own order', () => {
    const list = journalList(3, [], 'oldest')
    expect([0, 1, 2].map((index) => list.itemAt(index))).toEqual(
      [0, 1, 2].map((index) => ({ kind: 'message', index })),
    )
  })
})

describe('a name that is typed after @', () => {
  const none = { text: '', nameOf: () => undefined }
  const asked = (typed: string) =>
    typedMentionAt(typed, typed.length, { ...none, text: typed })?.name

  test.each([
    ['@', ''],
    ['Then @Mi', 'Mi'],
    ['(@Mira Vo', 'Mira Vo'],
    ['one\n@m', 'm'],
  ])('in %j is %j', (typed, name) => {
    expect(asked(typed)).toBe(name)
  })

  test.each(['mail@example', '@Mira ', '@ Mira', 'no one', '\\@Mi', '@one\ntwo'])(
    'is not in %j',
    (typed) => {
      expect(asked(typed)).toBeUndefined()
    },
  )

  test('is not asked for again once it is a mention, which takes the place of what was typed', () => {
    const person = { id: 7, name: 'Mira Voss' }
    const place = { from: 5, to: 8 }
    const text = withMention('Then @mi falls', place, person, none.nameOf)
    expect(text).toBe(`Then ${mentionOf(7, 'Mira Voss')} falls`)
    expect(typedMentionAt('Then @Mira Voss falls', 15, { ...none, text })).toBeNull()
    const twice = withMention(`${text} @`, { from: 22, to: 23 }, person, none.nameOf)
    expect(twice).toBe(`${text} ${mentionOf(7, 'Mira Voss')}`)
  })
})
