import { describe, expect, test } from 'vitest'
import { isDue, isOverdue } from '../../../../src/main/backup/snapshots/due'
import { chooseToRemove, type Retained } from '../../../../src/main/backup/snapshots/retention'

const day = (text: string, isVerified = true): Retained => ({
  name: text,
  madeAt: text.length > 10 ? text : `${text}T20:00:00.000Z`,
  isVerified,
})

function everyDay(first: string, count: number): Retained[] {
  const start = Date.parse(`${first}T20:00:00.000Z`)
  return Array.from({ length: count }, (_, index) =>
    day(new Date(start + index * 86_400_000).toISOString()),
  )
}

const left = (backups: readonly Retained[], now: string): string[] => {
  const gone = new Set(chooseToRemove(backups, new Date(now)))
  return backups.filter((backup) => !gone.has(backup)).map(({ name }) => name.slice(0, 10))
}

describe('which automatic backups stay', () => {
  test('seven days, four weeks and twelve months of two years', () => {
    expect(left(everyDay('2024-11-23', 730), '2026-11-22T21:00:00Z')).toEqual([
      '2025-12-31',
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
      '2026-06-30',
      '2026-07-31',
      '2026-08-31',
      '2026-09-30',
      '2026-10-31',
      '2026-11-01',
      '2026-11-08',
      '2026-11-15',
      '2026-11-16',
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
      '2026-11-21',
      '2026-11-22',
    ])
  })

  test('what guards against a mistake for a week, however many of a day there are', () => {
    const now = '2026-11-22T21:00:00Z'
    const guard = (time: string, why: Retained['why']): Retained => ({ ...day(time), why })
    const backups = [
      guard('2026-11-14T08:00:00Z', 'migration'),
      day('2026-11-14T21:00:00Z'),
      guard('2026-11-16T08:00:00Z', 'migration'),
      guard('2026-11-16T09:00:00Z', 'import'),
      guard('2026-11-16T10:00:00Z', 'asked'),
      day('2026-11-16T21:00:00Z'),
    ]
    const gone = chooseToRemove(backups, new Date(now)).map(({ name }) => name)
    expect(gone.toSorted()).toEqual(['2026-11-14T08:00:00Z', '2026-11-16T10:00:00Z'])
  })

  test('the last of several in a day', () => {
    const backups = [day('2026-11-22T08:00:00.000Z'), day('2026-11-22T18:00:00.000Z')]
    expect(chooseToRemove(backups, new Date('2026-11-22T19:00:00Z'))).toEqual([backups[0]])
  })

  test('a pause of years removes nothing', () => {
    const backups = everyDay('2020-01-01', 7)
    expect(chooseToRemove(backups, new Date('2026-11-22T19:00:00Z'))).toEqual([])
  })

  test('fault 102: the last verified one stays, however old, when all later ones are damaged', () => {
    const backups = [
      day('2020-01-01'),
      ...everyDay('2024-11-23', 730).map((one) => ({ ...one, isVerified: false })),
    ]
    expect(left(backups, '2026-11-22T21:00:00Z')).toContain('2020-01-01')
  })

  test('fault 102: a verified one stands for its day before a later damaged one', () => {
    const sound = day('2026-11-22T08:00:00.000Z')
    const damaged = day('2026-11-22T18:00:00.000Z', false)
    expect(chooseToRemove([sound, damaged], new Date('2026-11-22T19:00:00Z'))).toEqual([damaged])
  })

  test('fault 102: a clock ten years ahead, and back again, removes none of the real ones', () => {
    const real = everyDay('2026-11-16', 7)
    const ahead = everyDay('2036-11-16', 3)
    const during = chooseToRemove([...real, ...ahead], new Date('2036-11-19T00:00:00Z'))
    expect(during.length).toBeLessThanOrEqual(3)
    const back = chooseToRemove([...real, ...ahead], new Date('2026-11-23T00:00:00Z'))
    expect(back).toEqual([])
  })

  test('fault 102: a clock set back to 1970 removes nothing', () => {
    expect(chooseToRemove(everyDay('2024-11-23', 730), new Date(0))).toEqual([])
  })

  test('what stays once stays: choosing again removes no more', () => {
    const now = new Date('2026-11-22T21:00:00Z')
    const backups = everyDay('2024-11-23', 730)
    const gone = new Set(chooseToRemove(backups, now))
    expect(
      chooseToRemove(
        backups.filter((one) => !gone.has(one)),
        now,
      ),
    ).toEqual([])
  })
})

describe('when an automatic backup is due', () => {
  const now = new Date('2026-11-22T21:00:00Z')
  const last = (madeAt: string, mark: string) => ({ lastAutomatic: { madeAt, mark } })

  test('the first at once, then after a day with changes', () => {
    expect(isDue({ lastAutomatic: null }, 'new', now)).toBe(true)
    expect(isDue(last('2026-11-21T21:00:00.000Z', 'old'), 'new', now)).toBe(true)
    expect(isDue(last('2026-11-21T21:00:00.000Z', 'same'), 'same', now)).toBe(false)
    expect(isDue(last('2026-11-22T20:00:00.000Z', 'old'), 'new', now)).toBe(false)
  })

  test('fault 102: a clock that was ahead does not end them', () => {
    expect(isDue(last('2036-01-01T00:00:00.000Z', 'old'), 'new', now)).toBe(true)
  })

  test('a warning comes after fourteen days without a verified one', () => {
    const made = (madeAt: string) => ({
      firstSeenAt: null,
      last: {
        madeAt,
        where: '',
        isAutomatic: true,
        counts: { campaigns: 0, characters: 0, portraits: 0 },
      },
    })
    expect(isOverdue(made('2026-11-09T21:00:00.000Z'), now)).toBe(false)
    expect(isOverdue(made('2026-11-08T21:00:00.000Z'), now)).toBe(true)
    expect(isOverdue({ last: null, firstSeenAt: null }, now)).toBe(false)
    expect(isOverdue({ last: null, firstSeenAt: '2026-11-01T00:00:00.000Z' }, now)).toBe(true)
  })
})
