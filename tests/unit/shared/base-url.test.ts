import { describe, expect, it } from 'vitest'
import { normaliseBaseUrl } from '../../../src/shared/base-url'
import { AppError } from '../../../src/shared/errors'

function reasonOf(typed: string): unknown {
  try {
    return normaliseBaseUrl(typed)
  } catch (error) {
    if (error instanceof AppError && error.code === 'base-url-invalid') return error.details.context
    throw error
  }
}

describe('the address of an image service', () => {
  it.each([
    ['https://api.example.com/v1', 'https://api.example.com/v1'],
    ['  https://api.example.com/v1/ \n', 'https://api.example.com/v1'],
    ['https://api.example.com', 'https://api.example.com'],
    ['https://api.example.com//', 'https://api.example.com'],
    ['HTTPS://API.Example.COM:443/v1//', 'https://api.example.com/v1'],
    ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1'],
    ['http://[::1]:8080/v1', 'http://[::1]:8080/v1'],
    ['https://bücher.example/v1', 'https://xn--bcher-kva.example/v1'],
    ['https://例え.テスト/v1', 'https://xn--r8jz45g.xn--zckzah/v1'],
    ['https://host/proxy/openai/v1', 'https://host/proxy/openai/v1'],
    ['https://host/v1/images/generations', 'https://host/v1'],
    ['https://host/v1/models/', 'https://host/v1'],
    ['https://host/a/../v1', 'https://host/v1'],
  ])('fault 20: %j is kept as %s', (typed, kept) => {
    expect(reasonOf(typed)).toBe(kept)
  })

  it.each([
    ['', 'empty'],
    [' \t ', 'empty'],
    ['https://exa mple.com/v1', 'spaces'],
    ['https://example.com/my models', 'spaces'],
    ['file:///etc/passwd', 'protocol'],
    ['localhost:8080/v1', 'protocol'],
    ['example.com/v1', 'protocol'],
    ['ftp://example.com', 'protocol'],
    ['javascript:alert(1)', 'protocol'],
    ['https://', 'not-an-address'],
    ['https://exa%mple', 'not-an-address'],
    ['https://host:99999/', 'not-an-address'],
    ['https://me:secret@example.com/v1', 'userinfo'],
    ['https://sk-123@example.com/v1', 'userinfo'],
    ['https://example.com:0/v1', 'port'],
    ['https://example.com/v1?key=1', 'query'],
    ['https://example.com/v1#top', 'query'],
  ])('fault 20: %j is refused: %s', (typed, reason) => {
    expect(reasonOf(typed)).toBe(reason)
  })

  it('is the same when it is normalised again', () => {
    const once = normaliseBaseUrl('https://bücher.example//v1/')
    expect(normaliseBaseUrl(once)).toBe(once)
  })
})
