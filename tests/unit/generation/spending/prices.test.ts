import { describe, expect, it } from 'vitest'
import { estimatePrice, worstCaseOf } from '../../../../src/main/generation/spending/prices'

const order = {
  pricePerPictureUsd: null,
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

  it('is the list’s at any other service too, also under the name of the maker', () => {
    expect(estimatePrice({ ...order, model: 'openai/gpt-image-2' }).costUsd).toBe(0.053)
  })

  it('is the game master’s own where there is one, whatever the quality and the shape', () => {
    const own = { ...order, count: 3, shape: 'tall', pricePerPictureUsd: 0.02 } as const
    expect(estimatePrice(own).costUsd).toBe(0.06)
    expect(estimatePrice({ ...own, model: 'flux', pricePerPictureUsd: 0 }).costUsd).toBe(0)
  })

  it('is unknown for other models', () => {
    expect(estimatePrice({ ...order, model: 'gpt-image-9' }).costUsd).toBeNull()
    expect(estimatePrice({ ...order, model: 'gpt-image-2.6-flare' }).costUsd).toBeNull()
  })
})

describe('the most that a request can cost', () => {
  const parameters = {
    model: 'gpt-image-2',
    prompt: 'é'.repeat(500),
    n: 2,
    size: '1024x1024',
    quality: 'medium',
  } as const
  const free = { pricePerPictureUsd: null, maxCostUsd: null }

  it('holds the pictures, and each byte of the prompt as a token', () => {
    expect(worstCaseOf(parameters, free)).toEqual({ usd: 0.111, by: 'list-price' })
  })

  it('is the dearest without a quality, and that of a tall picture without a size', () => {
    const { quality: _, size: __, ...left } = parameters
    expect(worstCaseOf({ ...parameters, size: '1024x1536' }, free).usd).toBe(0.164)
    expect(worstCaseOf({ ...left, size: '1024x1024' }, free).usd).toBe(0.427)
    expect(worstCaseOf({ ...left, quality: 'medium' }, free).usd).toBe(0.164)
    expect(worstCaseOf({ ...parameters, quality: 'hd' }, free).usd).toBe(0.427)
  })

  it('is what the game master says of a picture there, or allows for an unknown one', () => {
    const other = { ...parameters, model: 'flux' }
    expect(worstCaseOf(parameters, { ...free, pricePerPictureUsd: 0.5 })).toEqual({
      usd: 1,
      by: 'own-price',
    })
    expect(worstCaseOf(other, { ...free, maxCostUsd: 0.3 })).toEqual({ usd: 0.3, by: 'max-cost' })
    expect(worstCaseOf(other, free)).toEqual({ usd: null, by: 'unknown' })
  })
})
