import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { beforeEach, describe, expect, it } from 'vitest'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { cleanKey } from '../../src/main/generation/services/clean-key'
import type { Keyring } from '../../src/main/generation/services/keyring'
import { createSecrets } from '../../src/main/generation/services/secrets'
import { AppError } from '../../src/shared/errors'
import type { Notice } from '../../src/shared/start'
import { badFiles, makeSettingsFolder } from '../support/settings'

const key = 'sk-proj-Zm9vYmFyMTIzNDU2Nzg5MA'
const openAi = 'https://api.openai.com/v1'

let folder: string
let notices: string[]

/** The system's keyring, the one thing that is not there on a test machine: it turns every byte over. */
function makeKeyring(changes: Partial<Keyring> = {}, user = 0x5a): Keyring {
  const turn = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ user))
  return {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptString: (text) => turn(Buffer.from(`v11${text}`)),
    decryptString: (encrypted) => {
      const text = turn(encrypted).toString()
      if (!text.startsWith('v11')) throw new Error(`cannot decrypt ${text}`)
      return text.slice(3)
    },
    ...changes,
  }
}

function openSecrets(keyring = makeKeyring()) {
  const onNotice = ({ code }: Notice) => notices.push(code)
  const clock = () => new Date('2026-11-22T20:00:00.000Z')
  return createSecrets({ folder, fileSystem: nodeFileSystem(), keyring, clock, onNotice })
}

const onDisk = () => readFileSync(join(folder, 'secrets.json'), 'utf8')

beforeEach(() => {
  folder = makeSettingsFolder()
  notices = []
})

describe('a key', () => {
  it('is there again after a restart, and cannot be read on the disk', async () => {
    await openSecrets().setKey('openai', openAi, key)
    expect(await openSecrets().keyFor('openai', openAi)).toBe(key)
    expect(await openSecrets().storageFor('openai', openAi)).toBe('encrypted')
    expect(onDisk()).not.toContain(key)
    expect(onDisk()).not.toContain(Buffer.from(key).toString('base64'))
    expect(statSync(join(folder, 'secrets.json')).mode & 0o077).toBe(0)
    expect(notices).toEqual([])
  })

  it('is never handed out for another origin than the one it was entered for', async () => {
    const secrets = openSecrets()
    await secrets.setKey('compatible', 'https://images.test:8443/v1/', key)
    expect(await secrets.keyFor('compatible', 'https://images.test:8443/other')).toBe(key)
    for (const other of [
      'https://images.test/v1',
      'http://images.test:8443/v1',
      'https://images.test.evil.example:8443/v1',
      'https://images.test:8443@evil.example/v1',
      'file:///v1',
      'not an address',
      '',
    ]) {
      expect(await secrets.keyFor('compatible', other), other).toBeNull()
      expect(await secrets.storageFor('compatible', other), other).toBe('none')
    }
  })

  it('belongs to one service', async () => {
    const secrets = openSecrets()
    await secrets.setKey('openai', openAi, key)
    expect(await secrets.keyFor('compatible', openAi)).toBeNull()
  })

  it('replaces the one before', async () => {
    const secrets = openSecrets()
    await secrets.setKey('openai', openAi, key)
    await secrets.setKey('openai', openAi, 'sk-another-one')
    expect(await openSecrets().keyFor('openai', openAi)).toBe('sk-another-one')
  })

  it('is gone once it is forgotten, and only it', async () => {
    const secrets = openSecrets()
    await secrets.setKey('openai', openAi, key)
    await secrets.setKey('local', 'http://127.0.0.1:1/v1', 'local-key')
    await secrets.forgetKey('openai')
    expect(await openSecrets().keyFor('openai', openAi)).toBeNull()
    expect(await openSecrets().keyFor('local', 'http://127.0.0.1:1/v1')).toBe('local-key')
  })

  it('survives two services being changed at the same time', async () => {
    const secrets = openSecrets()
    await Promise.all([
      secrets.setKey('openai', openAi, key),
      secrets.setKey('compatible', 'https://images.test', 'other-key'),
    ])
    expect(await openSecrets().keyFor('openai', openAi)).toBe(key)
    expect(await openSecrets().keyFor('compatible', 'https://images.test')).toBe('other-key')
  })

  it('cannot be entered for an address that is none', async () => {
    await expect(openSecrets().setKey('compatible', '', key)).rejects.toThrow('base-url-invalid')
  })
})

describe('a system that cannot keep secrets', () => {
  const weak: readonly [string, Keyring][] = [
    ['says so', makeKeyring({ isEncryptionAvailable: () => false })],
    ['only has basic_text', makeKeyring({ getSelectedStorageBackend: () => 'basic_text' })],
    [
      'throws when it is asked',
      makeKeyring({
        isEncryptionAvailable: () => {
          throw new Error('no keyring daemon')
        },
      }),
    ],
    [
      'throws on encryption',
      makeKeyring({
        encryptString: (text) => {
          throw new Error(`locked: ${text}`)
        },
      }),
    ],
    ['cannot read its own work', makeKeyring({ decryptString: () => 'something else' })],
  ]

  for (const [what, keyring] of weak) {
    it(`fault 111: ${what}: the key lasts for this session, and is said to`, async () => {
      const secrets = openSecrets(keyring)
      await secrets.setKey('openai', openAi, key)
      await secrets.setKey('openai', openAi, key)
      expect(await secrets.keyFor('openai', openAi)).toBe(key)
      expect(await secrets.storageFor('openai', openAi)).toBe('session')
      expect(await secrets.keyFor('openai', 'https://elsewhere.test')).toBeNull()
      expect(notices).toEqual([])
      expect(await openSecrets(keyring).keyFor('openai', openAi)).toBeNull()
    })
  }

  it('fault 111: throws on decryption (user switched): warned, and the key can be entered again', async () => {
    await openSecrets().setKey('openai', openAi, key)
    const somebodyElse = makeKeyring({}, 0x21)
    const secrets = openSecrets(somebodyElse)
    expect(await secrets.keyFor('openai', openAi)).toBeNull()
    expect(await secrets.storageFor('openai', openAi)).toBe('none')
    expect(notices).toEqual(['key-unreadable'])
    await secrets.setKey('openai', openAi, 'sk-of-somebody-else')
    expect(await openSecrets(somebodyElse).keyFor('openai', openAi)).toBe('sk-of-somebody-else')
  })

  it('fault 111: keyring locked at first: the key is there once it is unlocked', async () => {
    await openSecrets().setKey('openai', openAi, key)
    let isLocked = true
    const secrets = openSecrets(makeKeyring({ isEncryptionAvailable: () => !isLocked }))
    expect(await secrets.keyFor('openai', openAi)).toBeNull()
    isLocked = false
    expect(await secrets.keyFor('openai', openAi)).toBe(key)
  })
})

describe('the file of the keys', () => {
  for (const text of ['{"keys": {"openai"', '', '[]', '{"keys": {"openai": "plain"}}']) {
    it(`fault 111: is set aside when it holds ${text || 'nothing'}`, async () => {
      writeFileSync(join(folder, 'secrets.json'), text)
      const secrets = openSecrets()
      expect(await secrets.keyFor('openai', openAi)).toBeNull()
      expect(notices).toEqual(['key-unreadable'])
      expect(badFiles(folder).map((file) => file.text)).toEqual([text])
      await secrets.setKey('openai', openAi, key)
      expect(await openSecrets().keyFor('openai', openAi)).toBe(key)
    })
  }

  it('fault 111: cannot be read or written: the key lasts for this session', async () => {
    mkdirSync(join(folder, 'secrets.json'))
    const secrets = openSecrets()
    await secrets.setKey('openai', openAi, key)
    expect(await secrets.storageFor('openai', openAi)).toBe('session')
    expect(notices).toEqual([])
    rmSync(join(folder, 'secrets.json'), { recursive: true })
    await secrets.setKey('openai', openAi, key)
    expect(await openSecrets().keyFor('openai', openAi)).toBe(key)
  })

  it('fault 111: a key that cannot be removed from the disk is not called forgotten', async () => {
    await openSecrets().setKey('openai', openAi, key)
    const secrets = openSecrets()
    expect(await secrets.keyFor('openai', openAi)).toBe(key)
    rmSync(folder, { recursive: true })
    await expect(secrets.forgetKey('openai')).rejects.toBeInstanceOf(AppError)
  })
})

describe('a key as it was pasted', () => {
  const pasted: readonly [string, string][] = [
    ['spaces and a line break', `  ${key}\r\n`],
    ['a no-break space and a tab', `\u00a0\t${key}`],
    ['broken over two lines', `${key.slice(0, 12)}\n  ${key.slice(12)}`],
    ['straight quotes', `"${key}"`],
    ['smart quotes', `“${key}”`],
    ['guillemets', `«\u00a0${key}\u00a0»`],
    ['zero-width characters', `\u200b${key.slice(0, 5)}\ufeff${key.slice(5)}\u2060`],
    ['long dashes', key.replaceAll('-', '–')],
    ['pasted twice', key + key],
    ['pasted twice on two lines', `${key}\n${key}\n`],
    ['with the header around it', `Authorization: Bearer ${key}`],
    ['with its variable', `export OPENAI_API_KEY="${key}"`],
  ]

  for (const [how, text] of pasted) {
    it(`fault 112: ${how}: the key itself is used`, () => {
      expect(cleanKey(text)).toBe(key)
    })
  }

  it('fault 112: keeps an unusual key as it is', () => {
    for (const unusual of ['x', 'abab', 'QUJDREVG==', 'gsk_live/1+2~3', 'r8_AbC.dEf']) {
      expect(cleanKey(unusual)).toBe(unusual)
    }
  })

  it('fault 112: what is no key is refused, without repeating it', () => {
    for (const text of ['', ' \n', '“”', `${key}é`, 'пароль-к-серверу', `${key}🔑`]) {
      expect(() => cleanKey(text), text).toThrow(new AppError('key-malformed'))
    }
  })

  it('fault 112: never shows up in what could be logged', async () => {
    const secrets = openSecrets(makeKeyring({ isEncryptionAvailable: () => false }))
    await secrets.setKey('openai', openAi, key)
    expect(inspect(secrets, { depth: 9, showHidden: true })).not.toContain(key)
    const refused = await openSecrets().setKey('openai', openAi, `${key}é`).catch(inspect)
    expect(refused).toContain('key-malformed')
    expect(refused).not.toContain('Zm9v')
  })
})
