import { describe, expect, it } from 'vitest'
import { unfinishedOf } from '../../../../src/renderer/generate/several-orders'
import { AppError, type ErrorCode } from '../../../../src/shared/errors'
import type { GenerationJob } from '../../../../src/shared/generation'

const character = (id: number) => ({ kind: 'character', id }) as const
const subjects = [1, 2, 3, 4, 5].map(character)

function job(
  id: number,
  state: GenerationJob['state'],
  code: ErrorCode | null = null,
): GenerationJob {
  const error = code === null ? null : { code, details: {} }
  return { id: 100 + id, subject: character(id), state, error } as GenerationJob
}

const none = new Map<string, unknown>()

describe('what is unfinished for several', () => {
  it('is what failed, was cut off or is held, and nothing that came or is under way', () => {
    const jobs = [
      job(1, 'failed', 'disk-full'),
      job(2, 'interrupted'),
      job(3, 'waiting', 'credit-exhausted'),
      job(4, 'sent'),
      job(5, 'done', 'link-expired'),
      job(6, 'failed', 'disk-full'),
    ]
    expect(unfinishedOf(subjects, jobs, none).jobs.map(({ id }) => id)).toEqual([101, 102, 103])
  })

  it('is not what was called off, nor a prompt that was refused: it has to be changed first', () => {
    const jobs = [job(1, 'cancelled'), job(2, 'failed', 'prompt-refused'), job(3, 'waiting')]
    expect(unfinishedOf(subjects, jobs, none).jobs).toEqual([])
  })

  it('is an order that was not begun, once, even where an older one failed', () => {
    const errors = new Map([['character:2', new AppError('disk-full')]])
    const { jobs, unsent } = unfinishedOf(subjects, [job(2, 'failed', 'disk-full')], errors)
    expect([jobs, unsent]).toEqual([[], [character(2)]])
  })

  it('has one reason when it is the same for everyone who was not sent', () => {
    const full = new AppError('disk-full')
    const errors = new Map<string, unknown>([
      ['character:1', full],
      ['character:2', new AppError('disk-full')],
    ])
    expect(unfinishedOf(subjects, [], errors).commonError).toBe(full)
    errors.set('character:3', new AppError('in-trash'))
    expect(unfinishedOf(subjects, [], errors).commonError).toBeNull()
    expect(unfinishedOf(subjects, [], none).commonError).toBeNull()
  })
})
