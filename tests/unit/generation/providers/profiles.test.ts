import { describe, expect, it } from 'vitest'
import {
  pictureParameters,
  type ServiceConnection,
} from '../../../../src/main/generation/providers/profiles'

const wish = { prompt: 'A knight', quality: 'high', shape: 'tall', count: 3 } as const

function connection(plan: Partial<ServiceConnection>): ServiceConnection {
  return {
    provider: 'compatible',
    baseUrl: 'https://images.test/v1',
    model: 'dall-e-3',
    responseFormat: 'url',
    key: null,
    isPrivate: false,
    waitMs: 600_000,
    pricePerPictureUsd: null,
    ...plan,
  }
}

describe('the parameters of an order', () => {
  it('for a GPT image model: always a quality, never a response_format', () => {
    const openai = connection({ provider: 'openai', model: 'gpt-image-2.5-flare' })
    expect(pictureParameters(openai, wish)).toEqual({
      model: 'gpt-image-2.5-flare',
      prompt: 'A knight',
      n: 3,
      size: '1024x1536',
      quality: 'high',
      output_format: 'png',
    })
  })

  it('for a GPT image model behind another server: the same', () => {
    const proxied = pictureParameters(connection({ model: 'openai/gpt-image-2' }), wish)
    expect(proxied).not.toHaveProperty('response_format')
    expect(proxied).toHaveProperty('output_format', 'png')
  })

  it('for DALL·E 3: one picture, its own words and the form of answer that was chosen', () => {
    expect(pictureParameters(connection({}), wish)).toEqual({
      model: 'dall-e-3',
      prompt: 'A knight',
      n: 1,
      size: '1024x1792',
      quality: 'hd',
      response_format: 'url',
    })
  })

  it('for any other model: nothing it may not know', () => {
    const local = connection({ provider: 'local', model: 'dream', responseFormat: 'b64_json' })
    expect(pictureParameters(local, { ...wish, shape: 'square' })).toEqual({
      model: 'dream',
      prompt: 'A knight',
      n: 3,
      size: '1024x1024',
      response_format: 'b64_json',
    })
  })
})
