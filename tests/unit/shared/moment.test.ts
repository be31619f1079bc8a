import { expect, test } from 'vitest'
import { momentOf } from '../../../src/shared/moment'

test.each(['2026-01-01T12:00:00.000Z', '2026-01-01', 1_767_268_800_000])(
  '%s is a moment',
  (time) => {
    expect(momentOf(time)).toEqual(new Date(time))
  },
)

test.each(['', 'yesterday', '9999999-01-01', Number.NaN])(
  '“%s” is none, and can be shown all the same',
  (time) => {
    expect(momentOf(time)).toEqual(new Date(0))
    expect(() => new Intl.DateTimeFormat('en').format(momentOf(time))).not.toThrow()
  },
)
