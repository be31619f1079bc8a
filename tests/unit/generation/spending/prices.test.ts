import { describe, expect, it } from 'vitest'
import { estimatePrice, settlePrice } from '../../../../src/main/generation/spending/prices'

const order = {
  provider: 'openai',
  model: 'gpt-image-2.5-flare',
  quality: 'medium',
  shape: 'square',
  count: 1,
} as const

describe('the price before an order is sent', () => {
  it('is that of the list, with its day', () => {
    const estimate = estimatePrice(order)
    expect(estimate.costUsd).toBe(0.013)
    expect(estimate.pricesAsOf).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  it('is higher for tall pictures and for several', () => {
    expect(estimatePrice({ ...order, shape: 'tall', count: 4 }).costUsd).toBe(0.078)
    expect(estimatePrice({ ...order, model: 'gpt-image-2', quality: 'high' }).costUsd).toBe(0.211)
  })

  it('is the same for a dated snapshot of a model', () => {
    expect(estimatePrice({ ...order, model: 'gpt-image-2-2026-05-01' }).costUsd).toBe(0.053)
  })

  it('is unknown for other models and for servers with prices of their own', () => {
    expect(estimatePrice({ ...order, model: 'gpt-image-9' }).costUsd).toBeNull()
    expect(estimatePrice({ ...order, model: 'gpt-image-2.6-flare' }).costUsd).toBeNull()
    expect(estimatePrice({ ...order, provider: 'local' }).costUsd).toBeNull()
  })
})

describe('the price after an order', () => {
  const [text_tokens, image_tokens] = [600, 400]
  const nothing = {
    input_tokens: null,
    output_tokens: null,
    total_tokens: null,
    input_tokens_details: null,
    output_tokens_details: null,
  }
  const settle = (usage: object) => settlePrice('openai', 'gpt-image-2', { ...nothing, ...usage })

  it('is settled from the tokens the service counted, each kind at its own rate', () => {
    const whole = {
      input_tokens: 1_000,
      output_tokens: 1_000,
      input_tokens_details: { text_tokens, image_tokens },
      output_tokens_details: { text_tokens, image_tokens },
    }
    // 600 × 5 + 400 × 8, and 600 × 10 + 400 × 30.
    expect(settle(whole)).toEqual({ usd: 0.0242, isAtMost: false })
  })

  it.each([
    ['details', { input_tokens: 1_000, output_tokens: 1_000 }, 0.038],
    ['anything but the total', { total_tokens: 2_000 }, 0.06],
    ['what went in', { output_tokens: 1_000 }, 0.03],
    ['what came out', { input_tokens: 1_000, total_tokens: 2_000 }, 0.038],
    [
      'half of the details',
      {
        input_tokens: 0,
        output_tokens: 1_000,
        output_tokens_details: { text_tokens, image_tokens: null },
      },
      0.018,
    ],
    [
      'details that are enough',
      {
        input_tokens: 0,
        output_tokens: 1_000,
        output_tokens_details: { text_tokens: 0, image_tokens },
      },
      0.03,
    ],
  ])('is the dearest there could be when the service leaves out %s', (_, usage, usd) => {
    expect(settle(usage)).toEqual({ usd, isAtMost: true })
  })

  it('is no more than the tokens were, whatever the details say', () => {
    const details = { text_tokens: 5_000, image_tokens: 5_000 }
    const usage = { input_tokens: 100, output_tokens: 0, input_tokens_details: details }
    expect(settle(usage)).toEqual({ usd: 0.0005, isAtMost: false })
  })

  it('is unknown without them', () => {
    expect(settlePrice('openai', 'gpt-image-2', null)).toBeNull()
    expect(settle({})).toBeNull()
    expect(
      settlePrice('compatible', 'gpt-image-2', { ...nothing, input_tokens: 1, output_tokens: 1 }),
    ).toBeNull()
  })
})
