import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/main/image-sandbox/answer'

const done = { id: 1, outcome: 'done', widthPx: 2, heightPx: 3, thumbnails: [], png: null }

describe('what the image sandbox sends', () => {
  it.each([
    ['a developed picture', { ...done, thumbnails: [{ size: 8, bytes: new Uint8Array(1) }] }],
    ['a refusal', { id: 2, outcome: 'refused', reason: 'InvalidStateError' }],
  ])('is believed when it is %s', (_, message) => {
    expect(readAnswer(message)).toEqual(message)
  })

  it.each([
    ['nothing', undefined],
    ['a word', 'done'],
    ['a picture without a size', { ...done, widthPx: 0 }],
    ['a picture of half a pixel', { ...done, heightPx: 0.5 }],
    ['bytes that are none', { ...done, png: 'data:text/html,' }],
    ['more than was asked', { ...done, path: '/etc/passwd' }],
    ['an outcome of its own', { ...done, outcome: 'stored' }],
  ])('is not when it is %s', (_, message) => {
    expect(readAnswer(message)).toBeNull()
  })
})
