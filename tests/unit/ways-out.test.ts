import { describe, expect, it, vi } from 'vitest'
import { openLink } from '../../src/main/app/open-link'
import { disableChromiumNetwork } from '../../src/main/electron/chromium-offline'

describe('the way out to the browser', () => {
  it('opens https addresses', async () => {
    const open = vi.fn(async () => undefined)
    await openLink('https://platform.openai.com/api-keys', open)
    expect(open).toHaveBeenCalledWith('https://platform.openai.com/api-keys')
  })

  const refused = [
    'http://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://server/share',
    'ms-msdt:/id',
    'https://somebody:secret@example.com',
    'https://user@example.com',
    'https:',
    'not an address',
    '',
  ]
  for (const url of refused) {
    it(`fault 114: does not open ${url || 'nothing'}`, async () => {
      const open = vi.fn(async () => undefined)
      await expect(openLink(url, open)).rejects.toThrow('link-not-opened')
      expect(open).not.toHaveBeenCalled()
    })
  }
})

describe('Chromium’s own network', () => {
  const rules = (developmentHost: string | null) => {
    const switches = new Map<string, string | undefined>()
    disableChromiumNetwork({
      appendSwitch: (name, value) => void switches.set(name, value),
      developmentHost,
    })
    return switches
  }

  it('knows no host', () => {
    expect(rules(null).get('host-resolver-rules')).toBe('MAP * ~NOTFOUND')
    expect(rules(null).has('no-proxy-server')).toBe(true)
  })

  it('knows the development server while developing', () => {
    expect(rules('localhost').get('host-resolver-rules')).toBe('MAP * ~NOTFOUND, EXCLUDE localhost')
  })
})
