import { describe, expect, it } from 'vitest'
import { isPublicAddress, literalAddress } from '../../../../src/main/core/network/address'

const kept = [
  '127.0.0.1',
  '127.8.8.8',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '192.0.2.1',
  '240.0.0.1',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:10.0.0.1',
  '64:ff9b::127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd12::1',
  'fec0::1',
  'ff02::1',
  '2002:7f00:1::',
  '2001::1',
  '2001:db8::1',
  '3fff::1',
  '4000::1',
  '',
  'localhost',
]

describe('isPublicAddress', () => {
  it.each(kept)('says no to %j', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each(['8.8.8.8', '172.32.0.1', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8', '2606:4700::1111'])(
    'says yes to %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )
})

describe('literalAddress', () => {
  it('finds the address in a host name, however it was written', () => {
    const written = ['0x7f000001', '2130706433', '127.1', '0177.0.0.1', '[::ffff:127.0.0.1]']
    const found = written.map((host) => literalAddress(new URL(`http://${host}/`).hostname))
    expect(found).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.1', '::ffff:7f00:1'])
  })

  it('leaves names to be looked up', () => {
    expect(literalAddress('localhost')).toBeNull()
    expect(literalAddress('127.0.0.1.nip.io')).toBeNull()
  })
})
