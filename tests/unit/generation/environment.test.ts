import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serverIdentity } from '../../support/certificates'
import { runChild } from '../../support/child/run'
import { generationsPath, type ImageServer, startImageServer } from '../../support/image-server'
import { addCast, openLibrary } from '../../support/library'
import { secrets } from '../../support/studio'

let server: ImageServer
let trap: ImageServer

beforeEach(async () => {
  server = await startImageServer()
  trap = await startImageServer()
})
afterEach(() => Promise.all([server.stop(), trap.stop()]))

/** Everything in an environment that could lead a key astray. */
function hostileEnvironment(): Record<string, string> {
  return {
    OPENAI_BASE_URL: trap.baseUrl,
    OPENAI_API_KEY: 'sk-from-the-environment',
    OPENAI_ADMIN_KEY: 'sk-admin-from-the-environment',
    OPENAI_ORG_ID: 'org-from-the-environment',
    OPENAI_PROJECT_ID: 'proj-from-the-environment',
    OPENAI_CUSTOM_HEADERS: 'x-from-the-environment: 1\nauthorization: Bearer stolen',
    OPENAI_LOG: 'debug',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    NODE_USE_ENV_PROXY: '1',
    HTTP_PROXY: trap.origin,
    HTTPS_PROXY: trap.origin,
    http_proxy: trap.origin,
    https_proxy: trap.origin,
    NO_PROXY: '',
    no_proxy: '',
  }
}

async function orderAt(baseUrl: string) {
  const library = openLibrary()
  addCast(library)
  library.database.close()
  const args = [library.dataFolder, baseUrl]
  return runChild({ script: 'order-portrait.ts', args, env: hostileEnvironment() })
}

describe('the environment of the app', () => {
  it('fault 19: leads no order, no key and no header astray', async () => {
    const { lines, stderr } = await orderAt(server.baseUrl)
    expect(lines.at(-1), stderr).toBe('ended done')
    const [hit, ...others] = server.hits(generationsPath)
    expect(others).toEqual([])
    expect(hit?.headers.authorization).toBe(`Bearer ${secrets.key}`)
    expect(JSON.stringify(hit?.headers)).not.toMatch(/environment|stolen/)
    expect(trap.mostConnections()).toBe(0)
    expect(lines.join() + stderr).not.toContain(secrets.prompt)
    expect(lines.join() + stderr).not.toContain(secrets.key)
  }, 30_000)

  it('fault 19: switches no check of a certificate off', async () => {
    const secure = await startImageServer({ tls: serverIdentity('self-signed') })
    try {
      const { lines, stderr } = await orderAt(secure.baseUrl)
      expect(lines.at(-1), stderr).toBe('ended certificate-invalid')
      expect(secure.hits()).toEqual([])
      expect(trap.mostConnections()).toBe(0)
    } finally {
      await secure.stop()
    }
  }, 30_000)
})
