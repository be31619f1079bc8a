import { describe, expect, it } from 'vitest'
import {
  mayComeFromOutside,
  mayHoldPicture,
  pictureAddressIn,
} from '../../../../src/renderer/portrait/transfer'

function transfer(texts: Readonly<Record<string, string>>) {
  return pictureAddressIn({ getData: (type) => texts[type] ?? '' })
}

const at = (url: string) => ({ kind: 'address', url })

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
