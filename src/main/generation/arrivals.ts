import { AppError } from '../../shared/errors'
import type { ReplacedFace } from '../../shared/generation'
import type { TakenIn } from '../../shared/portrait'
import type { DownloadPicture, OriginCredentials } from '../portraits/download'
import type { TakeIn } from '../portraits/take-in'
import type { Inbox, InboxItem } from './inbox'
import type { StoredJob } from './job-rows'
import type { Jobs } from './jobs'
import type { DrawnPicture } from './providers/read-pictures'

export interface ArrivalsOptions {
  readonly jobs: Pick<Jobs, 'storedPicture' | 'lastPicture'>
  readonly inbox: Inbox
  readonly takeIn: TakeIn
  readonly download: DownloadPicture
}

/** What came of storing the pictures of an order that have arrived. */
export interface StoringEnd {
  readonly stored: readonly TakenIn[]
  /** Of these the one that is shown now, and what it took the place of. */
  readonly replaced: ReplacedFace | null
  /** Why a picture is still not in the library; it is kept and can be stored later. */
  readonly obstacle: AppError | null
  /** Why a picture was thrown away: it was none. */
  readonly refusal: AppError | null
}

/** Pictures an image service has made that could not be brought to this computer. */
export interface MissingPictures {
  /** Those whose links may still be alive. */
  readonly pictures: readonly DrawnPicture[]
  readonly reason: AppError
}

/** How pictures are fetched that a service sent the addresses of. */
export interface FetchTerms {
  readonly signal: AbortSignal
  /** What the service itself was shown. */
  readonly credentials?: OriginCredentials
}

interface Failure {
  readonly picture: DrawnPicture
  readonly error: unknown
}

export type Arrivals = ReturnType<typeof createArrivals>

/** Pictures between the image service and the library: in the inbox, or in memory where the disk refuses. */
export function createArrivals({ jobs, inbox, takeIn, download }: ArrivalsOptions) {
  const inMemory = new Map<number, Map<number, Uint8Array>>()
  const missing = new Map<number, MissingPictures>()

  const heldOf = (id: number): Map<number, Uint8Array> => inMemory.get(id) ?? new Map()

  async function keep(item: InboxItem, bytes: Uint8Array): Promise<void> {
    try {
      await inbox.put(item, bytes)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      // Paid for: it stays in memory, to be stored or saved elsewhere while the app is open.
      inMemory.set(item.jobId, heldOf(item.jobId).set(item.picture, bytes))
    }
  }

  async function itemsOf(id: number): Promise<readonly InboxItem[]> {
    const held = [...heldOf(id).keys()].map((picture) => ({ jobId: id, picture }))
    const onDisk = await inbox.list().catch((error: unknown) => {
      // An inbox that cannot be opened must not hide what is in memory for that very reason.
      if (held.length > 0) return []
      throw error
    })
    const mine = onDisk.filter(({ jobId }) => jobId === id)
    return [...mine, ...held].sort((one, other) => one.picture - other.picture)
  }

  async function read(item: InboxItem): Promise<Uint8Array> {
    return heldOf(item.jobId).get(item.picture) ?? (await inbox.read(item))
  }

  async function forget(item: InboxItem): Promise<void> {
    if (heldOf(item.jobId).delete(item.picture)) return
    await inbox.remove(item)
  }

  async function storeOne(job: StoredJob, item: InboxItem, makeCurrent: boolean): Promise<TakenIn> {
    const { picture } = item
    const { sent, revisedPrompts } = job.parameters
    const revisedPrompt = revisedPrompts[picture]
    return takeIn({
      subject: job.subject,
      bytes: await read(item),
      makeCurrent,
      provenance: {
        source: 'generated',
        provider: job.provider,
        model: job.model,
        prompt: job.prompt,
        parameters: { ...sent, picture, ...(revisedPrompt === undefined ? {} : { revisedPrompt }) },
        costUsd:
          job.costUsd === null ? null : job.costUsd / Math.max(1, Number(sent.pictures ?? 1)),
        jobId: job.id,
      },
    })
  }

  return {
    /** The number of the next picture of this order. */
    async nextPicture(id: number): Promise<number> {
      const items = await itemsOf(id).catch((error: unknown) => {
        // A picture that is paid for is on its way: an inbox out of order only means it stays in memory.
        if (error instanceof AppError) return []
        throw error
      })
      return Math.max(jobs.lastPicture(id), ...items.map(({ picture }) => picture)) + 1
    },

    /**
     * Brings pictures to this computer, links first of all, and keeps each as soon as it is here. Those
     * that fail are remembered; throws why when there is none at all.
     */
    async receive(
      job: StoredJob,
      pictures: readonly DrawnPicture[],
      first: number,
      { signal, credentials }: FetchTerms,
    ): Promise<void> {
      const allowedHost = new URL(job.baseUrl).hostname
      const arrived = await Promise.allSettled(
        pictures.map(async (picture, index) => {
          const bytes =
            'bytes' in picture
              ? picture.bytes
              : await download({ url: picture.url, allowedHost, credentials, isNew: true, signal })
          await keep({ jobId: job.id, picture: first + index }, bytes)
        }),
      )
      const failures = pictures.flatMap((picture, index): Failure[] => {
        const one = arrived[index]
        return one?.status === 'rejected' ? [{ picture, error: one.reason }] : []
      })
      missing.delete(job.id)
      const left = missingOf(failures)
      if (left === null) return
      missing.set(job.id, left)
      const unforeseen = failures.find(({ error }) => !(error instanceof AppError))
      if (unforeseen !== undefined) throw unforeseen.error
      if (failures.length === pictures.length) throw left.reason
    },

    /** What of this order could not be fetched, as far as this process knows. */
    missing: (id: number): MissingPictures | null => missing.get(id) ?? null,

    /** Puts what has arrived into the library; the first picture of an order is shown. */
    async store(job: StoredJob): Promise<StoringEnd> {
      const stored: TakenIn[] = []
      let obstacle: AppError | null = null
      let refusal: AppError | null = null
      let shownId: number | null = null
      let mayShow = job.portraitIds.length === 0 && !job.isDismissed
      for (const item of await itemsOf(job.id)) {
        // A crash between the row and this line must not store it twice.
        if (jobs.storedPicture(job.id, item.picture) === null) {
          try {
            const taken = await storeOne(job, item, mayShow)
            stored.push(taken)
            if (mayShow) shownId = taken.portrait.id
            mayShow = false
          } catch (error) {
            if (!(error instanceof AppError)) throw error
            if (!error.code.startsWith('picture-')) {
              obstacle = error
              continue
            }
            const details = { host: job.host, reason: error.code }
            refusal = new AppError('answer-not-a-picture', details, { cause: error })
          }
        }
        await forget(item)
      }
      return {
        stored,
        replaced: shownId === null ? null : replacedBy(shownId, stored),
        obstacle,
        refusal,
      }
    },

    /** Whether there is something to store without asking the service again. */
    async hasAny(id: number): Promise<boolean> {
      return (await itemsOf(id)).length > 0
    },

    /** The pictures of this order that are not in the library. */
    async unstored(id: number): Promise<readonly Uint8Array[]> {
      return Promise.all((await itemsOf(id)).map(read))
    },

    /** Lets go of what is only in memory. */
    letGo(id: number): void {
      inMemory.delete(id)
      missing.delete(id)
    },

    /** Orders with pictures in the inbox. */
    async waitingJobs(): Promise<ReadonlySet<number>> {
      return new Set((await inbox.list()).map(({ jobId }) => jobId))
    },
  }
}

function replacedBy(shownId: number, stored: readonly TakenIn[]): ReplacedFace {
  const shown = stored.find(({ portrait }) => portrait.id === shownId)
  return {
    shownId,
    formerId: shown?.formerId ?? null,
    wentToTrash: stored.flatMap(({ wentToTrash }) => wentToTrash),
  }
}

function missingOf(failures: readonly Failure[]): MissingPictures | null {
  const alive = failures.filter(({ error }) => !isDead(error))
  const [told] = [...alive, ...failures]
  if (told === undefined) return null
  const { error } = told
  const reason =
    error instanceof AppError ? error : new AppError('unexpected', {}, { cause: error })
  return { pictures: alive.map(({ picture }) => picture), reason }
}

function isDead(error: unknown): boolean {
  return error instanceof AppError && error.code === 'link-expired'
}
