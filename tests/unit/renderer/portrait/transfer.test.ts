import { describe, expect, it } from 'vitest'
import {
  mayComeFromOutside,
  mayHoldPicture,
  pictureAddressIn,
  sourcesOf,
} from '../../../../src/renderer/portrait/transfer'

function transfer(texts: Readonly<Record<string, string>>) {
  return pictureAddressIn({ getData: (type) => texts[type] ?? '' })
}

const at = (url: string) => ({ kind: 'address', url })

describe('the addresses of a picture in a page', () => {
  const sources = (attributes: Readonly<Record<string, string>>) =>
    sourcesOf((name) => attributes[name] ?? '')
  const dot = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

  it('begin with the one that is shown', () => {
    expect(sources({ src: 'https://a.test/a.png', srcset: 'https://a.test/b.png 2x' })).toEqual([
      'https://a.test/a.png',
      'https://a.test/b.png',
    ])
  })

  it('begin with the one that is still to come, where a data URL keeps its place', () => {
    for (const name of ['data-src', 'data-original', 'data-lazy-src']) {
      expect(sources({ src: dot, [name]: 'https://a.test/a.png' })).toEqual([
        'https://a.test/a.png',
        dot,
      ])
    }
    expect(sources({ 'data-src': 'a.png' })).toEqual(['a.png', ''])
    expect(sources({ src: dot })).toEqual([dot])
  })

  it.each([
    ['a.png 1x, b.png 2x', 'b.png'],
    ['a.png 320w,\n  b.png 1280w, c.png 640w', 'b.png'],
    ['a.png', 'a.png'],
    ['a,b.png 1.5x, c.png', 'a,b.png'],
    [`${dot} 1w, https://a.test/w_200,h_300/b.png 800w`, 'https://a.test/w_200,h_300/b.png'],
    [',,', dot],
  ])('are the largest of a set: %s', (srcset, largest) => {
    expect(sources({ src: dot, srcset })[0]).toBe(largest)
  })
})

describe('what was dropped or pasted', () => {
  it('is the first address of a list, whose comments are none', () => {
    const list = '# from a browser\r\nhttps://example.com/a.png\r\nhttps://example.com/b.png'
    expect(transfer({ 'text/uri-list': list })).toEqual(at('https://example.com/a.png'))
  })

  it('is a text that is nothing but an address', () => {
    expect(transfer({ 'text/plain': ' https://example.com/ä.png\n' })).toEqual(
      at('https://example.com/%C3%A4.png'),
    )
    expect(transfer({ 'text/plain': 'see https://example.com/a.png' })).toBeNull()
    expect(transfer({ 'text/plain': 'https://' })).toBeNull()
    expect(transfer({ 'text/plain': 'javascript:alert(1)' })).toBeNull()
    expect(transfer({ 'text/uri-list': 'file:///etc/passwd' })).toBeNull()
    expect(transfer({ 'text/uri-list': 'app://portraits/character/1' })).toBeNull()
  })

  it('is asked for over https, unless the address names a port', () => {
    expect(transfer({ 'text/plain': 'HTTP://example.com/a.png' })).toEqual(
      at('https://example.com/a.png'),
    )
    const withPort = 'http://example.com:8080/a.png'
    expect(transfer({ 'text/plain': withPort })).toEqual(at(withPort))
  })

  it('is a data URL in any spelling', () => {
    for (const url of ['data:image/png;base64,iVBORw0KGgo=', 'DATA:,x', 'data:;charset=x,%89PNG']) {
      expect(transfer({ 'text/plain': url })).toEqual({ kind: 'data-url', url })
    }
  })

  it('may leave out the scheme, and is none without a host', () => {
    expect(transfer({ 'text/uri-list': '//example.com/a.png' })).toEqual(
      at('https://example.com/a.png'),
    )
    const none = ['///a.png', '/a.png', 'a.png', 'blob:https://example.com/1', 'https:', '//']
    for (const text of none) expect(transfer({ 'text/uri-list': text }), text).toBeNull()
  })

  it('may be there while only the types are known', () => {
    expect(mayHoldPicture({ types: ['text/html'] })).toBe(true)
    expect(mayHoldPicture({ types: ['Files'] })).toBe(true)
    expect(mayHoldPicture({ types: ['application/x-other'] })).toBe(false)
  })

  it('is taken away from every card when it is no text of a person’s own', () => {
    expect(mayComeFromOutside({ types: ['Files'] })).toBe(true)
    expect(mayComeFromOutside({ types: ['text/uri-list', 'text/html'] })).toBe(true)
    expect(mayComeFromOutside({ types: ['text/plain', 'text/html'] })).toBe(false)
  })
})
