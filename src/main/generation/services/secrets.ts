import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../shared/errors'
import { type ImageServiceId, imageServiceIds } from '../../../shared/generation'
import type { Notice } from '../../../shared/start'
import type { Clock } from '../../core/clock'
import type { FileSystem } from '../../core/disk/file-system'
import { systemErrorCode } from '../../core/disk/system-error'
import { asDiskError, replaceFile } from '../../core/disk/write-file'
import { parseJson } from '../../core/json-file'
import { createLimit } from '../../core/tasks/limit'
import { setAside } from '../../preferences/set-aside'
import { cleanKey } from './clean-key'
import { decrypt, encrypt, type Keyring } from './keyring'

export interface SecretsOptions {
  /** Holds `secrets.json`. */
  readonly folder: string
  readonly fileSystem: FileSystem
  readonly keyring: Keyring
  readonly clock: Clock
  /** Called once for each kind of trouble. */
  readonly onNotice: (notice: Notice) => void
  /** Called with each key before it is used. */
  readonly onKey?: (key: string) => void
}

/** How a key is kept: on disk, only until the app is quit, or not at all. */
export type KeyStorage = 'encrypted' | 'session' | 'none'

/** API keys. Each belongs to the origin (scheme, host and port) it was entered for, and goes nowhere else. */
export interface Secrets {
  /** The key for this service at this address; null when there is none for that origin. */
  keyFor(id: ImageServiceId, baseUrl: string): Promise<string | null>
  storageFor(id: ImageServiceId, baseUrl: string): Promise<KeyStorage>
  /** Replaces an earlier key. Throws `key-malformed` or `base-url-invalid`. */
  setKey(id: ImageServiceId, baseUrl: string, pasted: string): Promise<void>
  /** Throws an error of the disk when the key could not be removed from it. */
  forgetKey(id: ImageServiceId): Promise<void>
}

const storedSchema = z.object({ origin: z.string(), encrypted: z.base64() })
const fileSchema = z.object({ keys: z.partialRecord(z.enum(imageServiceIds), storedSchema) })
type StoredKeys = z.infer<typeof fileSchema>['keys']

const maximumBytes = 1_000_000

interface State {
  stored: StoredKeys | null
}

function createContext(options: SecretsOptions) {
  const { folder, fileSystem, keyring, clock, onNotice, onKey } = options
  const session = new Map<ImageServiceId, { origin: string; key: string }>()
  const said = new Set<Notice['code']>()
  const state: State = { stored: null }
  const oneAtATime = createLimit(1)

  return { said, onNotice, state, oneAtATime, fileSystem, folder, clock, session, keyring, onKey }
}

type Context = ReturnType<typeof createContext>

/** Keeps API keys encrypted in `secrets.json`, or in memory where the system cannot encrypt. */
export function createSecrets(options: SecretsOptions): Secrets {
  const context = createContext(options)

  return {
    keyFor: async (id, baseUrl) => (await find(context, id, baseUrl))?.key ?? null,
    storageFor: async (id, baseUrl) => (await find(context, id, baseUrl))?.kept ?? 'none',
    setKey: (id: ImageServiceId, baseUrl: string, pasted: string) =>
      setKey(context, id, baseUrl, pasted),
    forgetKey: (id: ImageServiceId) => forgetKey(context, id),
  }
}

function notify(context: Context, code: Notice['code']): void {
  const { said, onNotice } = context
  if (said.has(code)) return
  said.add(code)
  onNotice({ code, details: {} })
}

/** Rejects when the file is there and cannot be read, so that nothing is written over it. */
async function load(context: Context): Promise<StoredKeys> {
  const { state, fileSystem, folder, clock } = context
  if (state.stored) return state.stored
  let bytes: Uint8Array
  try {
    bytes = await fileSystem.readFile(join(folder, 'secrets.json'), { maximumBytes })
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error
    state.stored = {}
    return state.stored
  }
  const read = parseKeys(new TextDecoder().decode(bytes))
  if (read === null) {
    setAside({ folder, name: 'secrets', now: clock() })
    notify(context, 'key-unreadable')
  }
  state.stored = read ?? {}
  return state.stored
}

async function loadOrNothing(context: Context): Promise<StoredKeys> {
  try {
    return await load(context)
  } catch {
    // The disk may let us read it later; until then a key can be entered for this session.
    notify(context, 'key-unreadable')
    return {}
  }
}

function save(context: Context, change: (keys: StoredKeys) => StoredKeys): Promise<void> {
  const { state, oneAtATime, fileSystem, folder } = context
  return oneAtATime(async () => {
    const keys = change(await load(context))
    const bytes = new TextEncoder().encode(JSON.stringify({ keys }))
    await replaceFile(fileSystem, join(folder, 'secrets.json'), bytes)
    state.stored = keys
  })
}

async function find(
  context: Context,
  id: ImageServiceId,
  baseUrl: string,
): Promise<{ readonly key: string; readonly kept: KeyStorage } | null> {
  const { session, keyring, onKey } = context
  const origin = originOf(baseUrl)
  if (origin === null) return null
  const inMemory = session.get(id)
  if (inMemory) {
    return inMemory.origin === origin ? { key: inMemory.key, kept: 'session' } : null
  }
  const onDisk = (await loadOrNothing(context))[id]
  if (onDisk?.origin !== origin) return null
  const key = decrypt(keyring, onDisk.encrypted)
  if (key === null) notify(context, 'key-unreadable')
  else onKey?.(key)
  return key === null ? null : { key, kept: 'encrypted' }
}

async function setKey(
  context: Context,
  id: ImageServiceId,
  baseUrl: string,
  pasted: string,
): Promise<void> {
  const { onKey, keyring, session } = context
  const origin = originOf(baseUrl)
  if (origin === null) throw new AppError('base-url-invalid')
  const key = cleanKey(pasted)
  onKey?.(key)
  const encrypted = encrypt(keyring, key)
  if (encrypted !== null) {
    try {
      await save(context, (keys) => ({ ...keys, [id]: { origin, encrypted } }))
      session.delete(id)
      return
    } catch {
      // A disk that refuses is no reason to refuse the key: it holds until the app is quit.
    }
  }
  session.set(id, { origin, key })
}

async function forgetKey(context: Context, id: ImageServiceId): Promise<void> {
  const { session, folder } = context
  session.delete(id)
  try {
    if ((await load(context))[id] === undefined) return
    await save(context, ({ [id]: _, ...others }) => others)
  } catch (error) {
    throw asDiskError(error, { folder })
  }
}

function parseKeys(text: string): StoredKeys | null {
  try {
    return fileSchema.parse(parseJson(text)).keys
  } catch {
    // Which byte is wrong does not help; the whole file is set aside.
    return null
  }
}

function originOf(baseUrl: string): string | null {
  if (!URL.canParse(baseUrl)) return null
  const { protocol, origin } = new URL(baseUrl)
  return protocol === 'https:' || protocol === 'http:' ? origin : null
}
