import { describe, expect, it } from 'vitest'
import { estimatePrice, settlePrice } from '../../../src/main/generation/prices'

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
  const usage = { input_tokens: 1_000, output_tokens: 1_000, input_tokens_details: null }

  it('is settled from the tokens the service counted', () => {
    expect(settlePrice('openai', 'gpt-image-2', usage)).toBe(0.035)
    const withImages = { ...usage, input_tokens_details: { image_tokens: 400, text_tokens: 600 } }
    expect(settlePrice('openai', 'gpt-image-2', withImages)).toBe(0.0362)
  })

  it('is unknown without them', () => {
    expect(settlePrice('openai', 'gpt-image-2', null)).toBeNull()
    expect(settlePrice('compatible', 'gpt-image-2', usage)).toBeNull()
  })
})
