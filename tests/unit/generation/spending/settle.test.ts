import { describe, expect, it } from 'vitest'
import { usageSchema } from '../../../../src/main/generation/providers/usage'
import { type Reservation, settlementOf } from '../../../../src/main/generation/spending/settle'

const reserved: Reservation = {
  service: 'openai',
  model: 'gpt-image-2',
  pictures: 1,
  usd: 0.08,
  by: 'list-price',
}
const [text_tokens, image_tokens] = [600, 400]

/** As it is read out of an answer, whatever is in it. */
function settle(usage: unknown, changes: Partial<Reservation> = {}, pictures = 1) {
  const read = usageSchema.nullish().catch(null).parse(usage) ?? null
  return settlementOf({ ...reserved, ...changes }, { usage: read, pictures })
}

describe('the cost of an answer', () => {
  it('is settled from the tokens the service counted, each kind at its own rate', () => {
    const whole = {
      input_tokens: 1_000,
      output_tokens: 1_000,
      input_tokens_details: { text_tokens, image_tokens },
      output_tokens_details: { text_tokens, image_tokens },
    }
    // 600 × 5 + 400 × 8, and 600 × 10 + 400 × 30.
    expect(settle(whole)).toEqual({ usd: 0.0242, basis: 'usage' })
  })

  it.each([
    ['details', { input_tokens: 1_000, output_tokens: 1_000 }, 0.038],
    ['anything but the total', { total_tokens: 2_000 }, 0.06],
    ['what came out', { input_tokens: 1_000, total_tokens: 2_000 }, 0.038],
    [
      'half of the details',
      {
        input_tokens: 1_000,
        output_tokens: 1_000,
        output_tokens_details: { text_tokens: null, image_tokens },
      },
      0.038,
    ],
  ])('is the dearest there could be when the service leaves out %s', (_, usage, usd) => {
    expect(settle(usage)).toEqual({ usd, basis: 'at-most' })
  })

  it('is no more than the tokens were, whatever the details say', () => {
    const details = { text_tokens: 5_000, image_tokens: 5_000 }
    const usage = { input_tokens: 100, output_tokens: 100, input_tokens_details: details }
    expect(settle(usage)).toEqual({ usd: 0.0035, basis: 'at-most' })
  })

  it('is what the service reports', () => {
    expect(settle({ cost: 0.021, input_tokens: 5, output_tokens: 5 })).toEqual({
      usd: 0.021,
      basis: 'reported',
    })
    expect(settle({ cost: 0 }, { usd: 0, by: 'own-price' }).basis).toBe('reported')
  })

  it('is the game master’s own price for each picture at a service that is not the list’s', () => {
    const own = { service: 'compatible', by: 'own-price', usd: 0.2, pictures: 2 } as const
    const usage = { input_tokens: 1_000, output_tokens: 1_000 }
    expect(settle(usage, own, 2)).toEqual({ usd: 0.2, basis: 'own-price' })
    // More came than was asked for.
    expect(settle(usage, own, 4)).toEqual({ usd: 0.4, basis: 'own-price' })
  })

  it('is what was reserved where nothing is counted, and unknown where nothing was', () => {
    expect(settle(undefined)).toEqual({ usd: 0.08, basis: 'list-price' })
    expect(settle(undefined, { by: 'max-cost' })).toEqual({ usd: 0.08, basis: 'at-most' })
    const unknown = { model: 'flux', by: 'unknown', usd: null } as const
    expect(settle({ input_tokens: 9, output_tokens: 9 }, unknown)).toEqual({
      usd: null,
      basis: 'unknown',
    })
  })
})

describe('a count that cannot be right', () => {
  const detailed = { text_tokens: 1_000, image_tokens: 0 }
  it.each<[string, unknown]>([
    ['is negative', { input_tokens: 100, output_tokens: -1_000, total_tokens: -900 }],
    ['is negative on one side', { input_tokens: -1, output_tokens: 1_000 }],
    ['is text', { input_tokens: '10', output_tokens: '10' }],
    ['is no object', 'free'],
    ['is empty', {}],
    ['is nothing at all', { input_tokens: 0, output_tokens: 0, total_tokens: 0 }],
    ['counts a picture without tokens', { input_tokens: 100, output_tokens: 0 }],
    ['counts an order without a prompt', { input_tokens: 0, output_tokens: 1_000 }],
    ['has only what came out', { output_tokens: 100 }],
    ['has only what went in', { input_tokens: 100 }],
    ['is a fraction', { input_tokens: 0.5, output_tokens: 0.5 }],
    ['is huge', { input_tokens: 1e12, output_tokens: 1 }],
    ['is endless', { input_tokens: 1, output_tokens: 1e308 }],
    ['has a total below its parts', { output_tokens: 500, total_tokens: 100 }],
    ['has a negative cost', { cost: -1 }],
    ['has a cost in words', { cost: '0' }],
    ['is free where it is not', { cost: 0 }],
    ['has a cost beyond everything', { cost: 1e9 }],
  ])('never brings the cost below what was reserved: one that %s', (_, usage) => {
    const { usd } = settle(usage)
    expect(usd).toBeGreaterThanOrEqual(0.08)
    expect(usd).toBeLessThan(1)
  })

  it('prices a picture that is said to be all text as a picture', () => {
    const usage = {
      input_tokens: 1_000,
      output_tokens: 1_000,
      input_tokens_details: { text_tokens: 1_000, image_tokens: 0 },
      output_tokens_details: detailed,
    }
    expect(settle(usage)).toEqual({ usd: 0.035, basis: 'at-most' })
  })

  it('still counts where it is more than was reserved', () => {
    expect(settle({ output_tokens: 10_000 })).toEqual({ usd: 0.3, basis: 'at-most' })
  })
})
