import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FileSystem } from '../../src/main/core/disk/file-system'
import type { Lookup } from '../../src/main/core/network/guard'
import type { Timeouts } from '../../src/main/core/network/http-order'
import { createRequest } from '../../src/main/core/network/request'
import type { Tasks } from '../../src/main/core/tasks/tasks'
import { createGeneration } from '../../src/main/generation/generate'
import { createInbox } from '../../src/main/generation/inbox'
import { createOwner } from '../../src/main/generation/owner'
import type { ServiceConnection } from '../../src/main/generation/providers/profiles'
import { createSpending } from '../../src/main/generation/spending/spending'
import type { ImageSandbox } from '../../src/main/image-sandbox/image-sandbox'
import { createKeepOriginal } from '../../src/main/integrity/quarantine/keep-original'
import { type AddPortrait, createAddPortrait } from '../../src/main/portraits/add-portrait'
import { createDownload } from '../../src/main/portraits/download'
import type { GenerationJob, GenerationOrder } from '../../src/shared/generation'
import type { Subject } from '../../src/shared/subject'
import { checkLibrary } from './check-library'
import { addCast, type Library, openLibrary, storePortrait } from './library'
import { plainImageSandbox } from './plain-image-sandbox'
import { openTasks } from './tasks'

/** What must never be written into a log. */
export const secrets = { key: 'sk-castkeeper-test-key', prompt: 'A secret knight of the realm' }

export interface StudioPlan {
  /** With what else runs at that time. */
  readonly tasks?: Tasks
  /** Where orders go; the address must be given. */
  readonly connection: Partial<ServiceConnection> & { readonly baseUrl: string }
  /** A library that is there already, after a crash. */
  readonly dataFolder?: string
  readonly fileSystem?: FileSystem
  /** For the inbox alone. */
  readonly inboxFileSystem?: FileSystem
  readonly imageSandbox?: ImageSandbox
  readonly addPortrait?: (real: AddPortrait) => AddPortrait
  readonly timeouts?: Partial<Timeouts>
  readonly authorities?: readonly string[]
  readonly lookup?: Lookup
  readonly requireRoom?: () => Promise<void>
  /** True when the pauses between downloads are never to end by themselves. */
  readonly holdsDownloads?: boolean
}

/** A wait the app asked for; it ends when the test says so. */
export interface Waiting {
  readonly milliseconds: number
  readonly end: () => void
}

export type Studio = Awaited<ReturnType<typeof openStudio>>

/** Everything an order needs, with a real library, and waits that the test ends. */
export async function openStudio(plan: StudioPlan) {
  const { dataFolder, fileSystem } = plan
  const library: Library = openLibrary({ dataFolder, fileSystem })
  const cast = dataFolder === undefined ? addCast(library) : existingCast
  const former =
    dataFolder === undefined
      ? await storePortrait(library, cast.character)
      : library.portraits.current(cast.character)
  const connection: ServiceConnection = {
    provider: 'compatible',
    model: 'test-image-1',
    responseFormat: 'b64_json',
    key: secrets.key,
    isPrivate: true,
    waitMs: 600_000,
    pricePerPictureUsd: null,
    ...plan.connection,
  }
  const settings = { connection }
  const seen: GenerationJob[] = []
  const lines: string[] = []
  const waits: Waiting[] = []
  const downloadPauses: number[] = []
  const watchers = new Set<() => void>()
  const tell = (): void => {
    for (const watcher of watchers) watcher()
  }

  function pauseDownload(milliseconds: number, signal?: AbortSignal): Promise<unknown> {
    downloadPauses.push(milliseconds)
    tell()
    if (!plan.holdsDownloads) return Promise.resolve()
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason))
    })
  }

  const request = createRequest({ lookup: plan.lookup, authorities: plan.authorities })
  const inboxFolder = join(library.dataFolder, 'inbox')
  const addPortrait = createAddPortrait({
    keepOriginal: createKeepOriginal(library.quarantine),
    portraits: library.portraits,
    imageSandbox: plan.imageSandbox ?? plainImageSandbox(),
    thumbnails: { keep: async () => undefined },
  })
  const spending = createSpending(library)
  const generation = createGeneration({
    database: library.database,
    clock: library.clock,
    spending,
    addPortrait: plan.addPortrait?.(addPortrait) ?? addPortrait,
    inbox: createInbox({
      folder: inboxFolder,
      fileSystem: plan.inboxFileSystem ?? library.fileSystem,
      quarantine: library.quarantine,
    }),
    tasks: plan.tasks ?? openTasks(),
    findConnection: async () => settings.connection,
    request,
    download: createDownload({ request, timeouts: plan.timeouts, wait: pauseDownload }),
    emit: (job) => {
      seen.push(job)
      tell()
    },
    log: (what, facts) => lines.push(`${what} ${JSON.stringify(facts)}`),
    owner: createOwner(inboxFolder),
    timeouts: plan.timeouts,
    requireRoom: plan.requireRoom,
    wait: (milliseconds) =>
      new Promise((end) => {
        waits.push({ milliseconds, end: () => end(undefined) })
        tell()
      }),
    random: () => 0.5,
  })

  function until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return
        watchers.delete(look)
        resolve()
      }
      watchers.add(look)
      look()
    })
  }

  function now(id: number): GenerationJob {
    const job = seen.findLast((one) => one.id === id)
    if (job === undefined) throw new Error(`nothing was told of job ${id}`)
    return job
  }

  return {
    ...library,
    ...cast,
    former,
    settings,
    generation,
    spending,
    seen,
    lines,
    waits,
    /** Pauses before a picture was asked for once more, in milliseconds. */
    downloadPauses,
    until,
    now,

    order: (changes: Partial<GenerationOrder> = {}): GenerationOrder => ({
      subject: cast.character,
      provider: connection.provider,
      prompt: secrets.prompt,
      quality: 'medium',
      shape: 'tall',
      count: 1,
      ...changes,
    }),

    /** Another character of the same campaign. */
    another(name: string): Subject {
      const { id } = library.characters.create({ campaignId: cast.campaign.id, name })
      return { kind: 'character', id }
    },

    /** Resolves when the job is in one of these states. */
    async reaches(id: number, ...states: GenerationJob['state'][]): Promise<GenerationJob> {
      await until(() => states.includes(now(id).state))
      return now(id)
    },

    /** Resolves with the next wait the app asks for after the first `count`. */
    async waitNumber(count: number): Promise<Waiting> {
      await until(() => waits.length >= count)
      const waiting = waits[count - 1]
      if (waiting === undefined) throw new Error('no such wait')
      return waiting
    },

    inbox: (): string[] =>
      existsSync(inboxFolder)
        ? readdirSync(inboxFolder).filter((name) => !name.endsWith('.lock'))
        : [],
    inboxFolder,

    /** What is wrong after a failure: nothing may have changed, nothing may have leaked. */
    complaints(): string[] {
      const current = library.portraits.current(cast.character)
      const log = lines.join('\n')
      return [
        ...checkLibrary(library.database, library.dataFolder),
        ...(current?.id === former?.id ? [] : ['the current portrait changed']),
        ...[secrets.key, secrets.prompt, 'http'].filter((secret) => log.includes(secret)),
      ]
    },
  }
}

const existingCast = {
  campaign: { kind: 'campaign', id: 1 },
  character: { kind: 'character', id: 1 },
} as const satisfies Record<string, Subject>
