import { AppError } from '../../shared/errors'
import type { ReplacedFace } from '../../shared/generation'
import type { AddedPortrait } from '../../shared/portrait'
import type { AddPortrait } from '../portraits/add-portrait'
import type { DownloadPicture, OriginCredentials } from '../portraits/download'
import { createHeldItems } from './held-items'
import type { Inbox, InboxItem } from './inbox'
import type { StoredJob } from './job-rows'
import type { Jobs } from './jobs'
import type { DrawnPictures } from './providers/read-pictures'
import { packAnswer, type StoredAnswer, unpackAnswer } from './stored-answer'

export interface ArrivalsOptions {
  readonly jobs: Pick<Jobs, 'storedPicture' | 'lastPicture'>
  readonly inbox: Inbox
  readonly addPortrait: AddPortrait
  readonly download: DownloadPicture
}

/** What came of storing the pictures of an order that have arrived. */
export interface StoringEnd {
  readonly stored: readonly AddedPortrait[]
  /** Of these the one that is shown now, and what it took the place of. */
  readonly replaced: ReplacedFace | null
  /** Why a picture is still not in the library; it is kept and can be stored later. */
  readonly obstacle: AppError | null
  /** Why a picture will not come into the library: it is none we can read. It is kept all the same. */
  readonly refusal: AppError | null
}

/** How pictures are fetched that a service sent the addresses of. */
export interface FetchTerms {
  readonly signal: AbortSignal
  /** The origin the order went to, where it may lie in a private network. */
  readonly privateOrigin?: string
  /** What the service itself was shown. */
  readonly credentials?: OriginCredentials
}

/** Without a word to the network: pictures that would have to be fetched are left, for this reason. */
export interface LeaveLinks {
  readonly leftBecause: AppError
}

/** What an answer contained; its first picture has this number. */
export interface Delivery extends Pick<DrawnPictures, 'pictures' | 'notice'> {
  readonly first: number
}

/** More pictures than are ever read out of one answer. */
const numbersOfAnswer = 10

export type Arrivals = ReturnType<typeof createArrivals>

function createContext({ jobs, inbox, addPortrait, download }: ArrivalsOptions) {
  const held = createHeldItems(inbox)
  /** Why not all pictures of an order are in the library, as far as this process knows. */
  const reasons = new Map<number, AppError>()
  /** Pictures, and answers, that were looked at and have nothing more to give. */
  const spent = new Map<number, Set<string>>()
  /** How many pictures were in an answer that was read to its end. */
  const whole = new Map<number, Map<number, number>>()
  const keyOf = ({ kind, picture }: InboxItem): string => `${kind} ${picture}`
  const isSpent = (item: InboxItem): boolean => spent.get(item.jobId)?.has(keyOf(item)) === true
  return { spent, keyOf, held, addPortrait, whole, jobs, download, reasons, isSpent, inbox }
}

type Context = ReturnType<typeof createContext>

/** What image services have sent, between the answer and the library. */
export function createArrivals(options: ArrivalsOptions) {
  const context = createContext(options)
  const { held, reasons, isSpent, inbox } = context

  return {
    /** The number of the next picture of this order. */
    nextPicture: (id: number) => nextPicture(context, id),

    /** Stores an answer before it is interpreted. */
    keepAnswer: (jobId: number, first: number, answer: StoredAnswer): Promise<void> =>
      held.keep({ kind: 'answer', jobId, picture: first }, new Uint8Array(packAnswer(answer))),

    /** The answers of an order that still have pictures to store, and those that were not read yet. */
    answers: (id: number) => answers(context, id),

    /** This answer holds nothing that can be read. */
    spendAnswer: (jobId: number, first: number): void =>
      spend(context, { kind: 'answer', jobId, picture: first }),

    /**
     * Stores the pictures of an answer, links first, and each as soon as it has arrived; those stored already
     * are skipped. Remembers why some are missing; throws that when all are.
     */
    receive: (job: StoredJob, delivery: Delivery, terms: FetchTerms | LeaveLinks) =>
      receive(context, job, delivery, terms),

    /** Why not all pictures of an order are in the library, as far as this process knows. */
    reason: (id: number): AppError | null => reasons.get(id) ?? null,
    /** Remembers it; null when there is nothing to say any more. */
    setReason: (id: number, reason: AppError | null) => setReason(context, id, reason),

    /** Puts what has arrived into the library; the first picture of an order is shown. */
    store: (job: StoredJob) => store(context, job),

    /** Whether there is something to store or to fetch without asking the service again. */
    async hasAny(id: number): Promise<boolean> {
      return (await held.of(id)).some((item) => !isSpent(item))
    },

    /** Whether a picture of this order waits to be stored. */
    async hasPicture(id: number): Promise<boolean> {
      return (await itemsSafely(context, id)).some(
        (item) => item.kind === 'picture' && !isSpent(item),
      )
    },

    /** How much of this order is kept outside the library; 0 where the inbox cannot be opened. */
    count: async (id: number): Promise<number> => (await itemsSafely(context, id)).length,

    /** What is kept of this order outside the library, byte for byte as it came. */
    unstored: (id: number) => unstored(context, id),

    /** Discards everything of this order that is stored outside the library: it goes to the quarantine. */
    discard: (id: number) => discard(context, id),

    /** Orders of which something is in the inbox. */
    async waitingJobs(): Promise<ReadonlySet<number>> {
      return new Set((await inbox.list()).map(({ jobId }) => jobId))
    },
  }
}

function spend(context: Context, item: InboxItem): void {
  const { spent, keyOf } = context
  spent.set(item.jobId, (spent.get(item.jobId) ?? new Set()).add(keyOf(item)))
}

/** What is there; nothing where the inbox cannot be opened. */
async function itemsSafely(context: Context, id: number): Promise<readonly InboxItem[]> {
  const { held } = context
  return held.of(id).catch((error: unknown) => {
    if (error instanceof AppError) return []
    throw error
  })
}

async function storeOne(
  context: Context,
  job: StoredJob,
  item: InboxItem,
  makeCurrent: boolean,
): Promise<AddedPortrait> {
  const { addPortrait, held } = context
  const { picture } = item
  const { sent, revisedPrompts } = job.parameters
  const revisedPrompt = revisedPrompts[picture]
  return addPortrait({
    subject: job.subject,
    bytes: await held.read(item),
    makeCurrent,
    provenance: {
      source: 'generated',
      provider: job.provider,
      model: job.model,
      prompt: job.prompt,
      parameters: { ...sent, picture, ...(revisedPrompt === undefined ? {} : { revisedPrompt }) },
      costUsd: job.costUsd === null ? null : job.costUsd / Math.max(1, Number(sent.pictures ?? 1)),
      jobId: job.id,
    },
  })
}

/** Forgets answers of which every picture is in the library, or in the inbox by itself. */
async function forgetWholeAnswers(context: Context, id: number): Promise<void> {
  const { whole, jobs, held } = context
  const items = await itemsSafely(context, id)
  for (const answer of items.filter(({ kind }) => kind === 'answer')) {
    const count = whole.get(id)?.get(answer.picture)
    if (count === undefined) continue
    const numbers = Array.from({ length: count }, (_, index) => answer.picture + index)
    const isSafe = numbers.every((number) => {
      if (jobs.storedPicture(id, number) !== null) return true
      const picture = items.find((one) => one.kind === 'picture' && one.picture === number)
      if (picture === undefined) return false
      // The answer on the disk outlives a picture that is only in memory.
      return !held.isInMemory(picture) || held.isInMemory(answer)
    })
    if (isSafe) await held.forget(answer)
  }
}

async function nextPicture(context: Context, id: number): Promise<number> {
  const { jobs } = context
  // A picture that is paid for is on its way: an inbox out of order only means it stays in memory.
  const taken = (await itemsSafely(context, id)).map(({ kind, picture }) =>
    kind === 'answer' ? picture + numbersOfAnswer - 1 : picture,
  )
  return Math.max(jobs.lastPicture(id), ...taken) + 1
}

async function answers(
  context: Context,
  id: number,
): Promise<readonly (StoredAnswer & { readonly first: number })[]> {
  const { held } = context
  const found: (StoredAnswer & { readonly first: number })[] = []
  for (const item of await held.of(id)) {
    if (item.kind !== 'answer') continue
    const answer = unpackAnswer(await held.read(item))
    if (answer === null) spend(context, item)
    else found.push({ ...answer, first: item.picture })
  }
  return found
}

async function receive(
  context: Context,
  job: StoredJob,
  { pictures, first, notice }: Delivery,
  terms: FetchTerms | LeaveLinks,
): Promise<void> {
  const { download, jobs, held, reasons, whole } = context
  const here = new Set(
    (await itemsSafely(context, job.id)).flatMap((one) =>
      one.kind === 'picture' ? one.picture : [],
    ),
  )
  const fetched = async (url: string): Promise<Uint8Array<ArrayBuffer>> => {
    if ('leftBecause' in terms) throw terms.leftBecause
    return download({ url, isNew: true, ...terms })
  }
  const arrived = await Promise.allSettled(
    pictures.map(async (picture, index) => {
      const number = first + index
      if (here.has(number) || jobs.storedPicture(job.id, number) !== null) return
      const bytes = 'bytes' in picture ? new Uint8Array(picture.bytes) : await fetched(picture.url)
      await held.keep({ kind: 'picture', jobId: job.id, picture: number }, bytes)
    }),
  )
  const errors = arrived.flatMap((one): unknown[] =>
    one.status === 'rejected' ? [one.reason] : [],
  )
  const unforeseen = errors.find((error) => !(error instanceof AppError))
  if (unforeseen !== undefined) throw unforeseen
  const reason = bestReason(errors) ?? notice
  if (reason !== null) reasons.set(job.id, reason)
  const answer = { kind: 'answer', jobId: job.id, picture: first } as const
  if (errors.length === 0) spend(context, answer)
  if (reason === null) {
    whole.set(job.id, (whole.get(job.id) ?? new Map()).set(first, pictures.length))
  }
  if (errors.length > 0 && errors.length === pictures.length) throw reason
}

function setReason(context: Context, id: number, reason: AppError | null): void {
  const { reasons } = context
  if (reason === null) reasons.delete(id)
  else reasons.set(id, reason)
}

async function store(context: Context, job: StoredJob): Promise<StoringEnd> {
  const { held, jobs } = context
  const stored: AddedPortrait[] = []
  let obstacle: AppError | null = null
  let refusal: AppError | null = null
  let shownId: number | null = null
  let mayShow = job.portraitIds.length === 0 && !job.isDismissed
  for (const item of await held.of(job.id)) {
    if (item.kind === 'answer') continue
    // A crash between the row and this line must not store it twice.
    if (jobs.storedPicture(job.id, item.picture) === null) {
      try {
        const taken = await storeOne(context, job, item, mayShow)
        stored.push(taken)
        if (mayShow) shownId = taken.portrait.id
        mayShow = false
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        if (error.code.startsWith('picture-')) {
          const details = { host: job.host, reason: error.code }
          refusal = new AppError('answer-not-a-picture', details, { cause: error })
          spend(context, item)
        } else obstacle = error
        continue
      }
    }
    await held.forget(item)
  }
  await forgetWholeAnswers(context, job.id)
  return {
    stored,
    replaced: shownId === null ? null : replacedBy(shownId, stored),
    obstacle,
    refusal,
  }
}

async function unstored(context: Context, id: number): Promise<readonly Uint8Array[]> {
  const { held } = context
  const found: Uint8Array[] = []
  for (const item of await held.of(id)) {
    const bytes = await held.read(item)
    const isAnswer = item.kind === 'answer'
    found.push(isAnswer ? (unpackAnswer(bytes)?.bytes ?? bytes) : bytes)
  }
  return found
}

async function discard(context: Context, id: number): Promise<void> {
  const { held, reasons, spent, whole } = context
  for (const item of await held.of(id)) await held.setAside(item)
  reasons.delete(id)
  spent.delete(id)
  whole.delete(id)
}

function replacedBy(shownId: number, stored: readonly AddedPortrait[]): ReplacedFace {
  const shown = stored.find(({ portrait }) => portrait.id === shownId)
  return {
    shownId,
    formerId: shown?.formerId ?? null,
    wentToTrash: stored.flatMap(({ wentToTrash }) => wentToTrash),
  }
}

/** Of several reasons, a temporary one is reported before a dead link. */
function bestReason(errors: readonly unknown[]): AppError | null {
  const foreseen = errors.filter((error) => error instanceof AppError)
  return foreseen.find(({ code }) => code !== 'link-expired') ?? foreseen[0] ?? null
}
