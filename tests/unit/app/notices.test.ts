import { expect, test } from 'vitest'
import { Notices } from '../../../src/main/app/notices'
import type { Notice } from '../../../src/shared/start'

const notice = (code: Notice['code']): Notice => ({ code, details: {} })

test('every notice is kept until a window asks, and for the window after it, each with its own number', () => {
  const waiting: number[] = []
  const notices = new Notices(() => waiting.push(notices.list().length))
  notices.add(notice('ended-badly'))
  notices.add(notice('key-unreadable'))
  const told = [
    { ...notice('ended-badly'), number: 1 },
    { ...notice('key-unreadable'), number: 2 },
  ]
  expect(notices.list()).toEqual(told)
  expect(notices.list()).toEqual(told)
  // The message that there is one more can be read at once.
  expect(waiting).toEqual([1, 2])
})

test.each(['opened-read-only', 'opened-full'] as const)(
  'what follows from %s is not told beside it, whenever it comes up',
  (code) => {
    const notices = new Notices()
    notices.add(notice('preferences-not-saved'))
    notices.add(notice(code))
    notices.add(notice('log-unwritable'))
    notices.add(notice('trash-leaving'))
    expect(notices.list().map((one) => [one.number, one.code])).toEqual([
      [2, code],
      [4, 'trash-leaving'],
    ])
  },
)
