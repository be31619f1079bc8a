import { AppError } from '../../shared/errors'
import type { ImageSandboxAnswer, ImageSandboxTask } from '../../shared/image-sandbox-messages'

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown
  ? Omit<Union, Key>
  : never

/** A task before the queue has given it its number. */
export type ImageSandboxOrder = DistributiveOmit<ImageSandboxTask, 'id'>
export type ImageSandboxResult = Extract<ImageSandboxAnswer, { outcome: 'done' }>

/** A image sandbox window, as the queue uses it. */
export interface ImageSandboxWindow {
  /** Resolves when it can be sent to. */
  readonly ready: Promise<void>
  send(task: ImageSandboxTask): void
  /** Ends it at once, whatever it is doing. */
  destroy(): void
}

export interface ImageSandboxListeners {
  readonly onAnswer: (answer: ImageSandboxAnswer) => void
  readonly onGone: () => void
}

export interface ImageSandboxQueueOptions {
  readonly openWindow: (listeners: ImageSandboxListeners) => ImageSandboxWindow
  /** How long one picture may take, from its start. */
  readonly deadlineMs: number
  /** Called when a window had to be replaced. */
  readonly log: (what: string, facts: Readonly<Record<string, unknown>>) => void
}

interface Job {
  readonly order: ImageSandboxOrder
  readonly resolve: (result: ImageSandboxResult) => void
  readonly reject: (error: AppError) => void
  crashes: number
  /** Worked on with no other picture beside it, so that what goes wrong is its own doing. */
  isAlone: boolean
  timer: NodeJS.Timeout | undefined
}

/** Two decode at once: that keeps both sides of the port busy, and memory within two large pictures. */
const jobsAtOnce = 2
const mostCrashes = 2

interface State {
  current: ImageSandboxWindow | null

  lastId: number

  isClosed: boolean
}

function createContext({ openWindow, deadlineMs, log }: ImageSandboxQueueOptions) {
  const waiting: Job[] = []
  const inHand = new Map<number, Job>()
  const state: State = { current: null, lastId: 0, isClosed: false }

  return { state, openWindow, waiting, inHand, deadlineMs, log }
}

type Context = ReturnType<typeof createContext>

/**
 * Hands pictures to the image sandbox's window, opens it when it is first needed and replaces it when it
 * crashes or hangs. Of two pictures in hand the guilty one is not known: each is tried again by itself.
 */
export function createImageSandboxQueue(options: ImageSandboxQueueOptions) {
  const context = createContext(options)

  return {
    /** Throws AppError `picture-damaged`, `darkroom-crashed` or `darkroom-timed-out`. */
    add: (order: ImageSandboxOrder) => add(context, order),

    /** Opens the window before there is a picture. */
    async warmUp(): Promise<void> {
      await open(context).ready
    },

    /** Ends the window; pictures in hand or waiting fail. */
    close: () => close(context),
  }
}

function open(context: Context): ImageSandboxWindow {
  const { state, openWindow } = context
  if (state.current !== null) return state.current
  const window = openWindow({
    onAnswer: (answer) => take(context, answer),
    onGone: () => {
      if (state.current === window) lose(context, 'crashed')
    },
  })
  state.current = window
  return window
}

function pump(context: Context): void {
  const { waiting, inHand } = context
  for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
    const isSomeoneAlone = [...inHand.values()].some((job) => job.isAlone)
    if (inHand.size >= jobsAtOnce || isSomeoneAlone || (next.isAlone && inHand.size > 0)) return
    waiting.shift()
    void start(context, next)
  }
}

async function start(context: Context, job: Job): Promise<void> {
  const { state, inHand, deadlineMs, log } = context
  state.lastId += 1
  const id = state.lastId
  inHand.set(id, job)
  job.timer = setTimeout(() => lose(context, 'timed out'), deadlineMs)
  const window = open(context)
  try {
    await window.ready
  } catch (error) {
    log('image sandbox did not open', { error: String(error) })
    if (state.current === window) lose(context, 'crashed')
    return
  }
  if (inHand.get(id) === job) window.send({ ...job.order, id })
}

function take(context: Context, answer: ImageSandboxAnswer): void {
  const { inHand } = context
  const job = inHand.get(answer.id)
  if (job === undefined) return
  inHand.delete(answer.id)
  clearTimeout(job.timer)
  if (answer.outcome === 'done') job.resolve(answer)
  else {
    const code = answer.outcome === 'refused' ? 'picture-damaged' : 'darkroom-crashed'
    job.reject(new AppError(code, {}, { cause: answer.reason }))
  }
  pump(context)
}

function lose(context: Context, how: 'crashed' | 'timed out'): void {
  const { inHand, log, waiting } = context
  destroyWindow(context)
  const suspects = [...inHand.values()]
  inHand.clear()
  log(`image sandbox ${how}`, { pictures: suspects.length })
  for (const job of suspects.toReversed()) {
    clearTimeout(job.timer)
    if (how === 'crashed') job.crashes += 1
    if (how === 'timed out' && suspects.length === 1) job.reject(new AppError('darkroom-timed-out'))
    else if (job.crashes >= mostCrashes) job.reject(new AppError('darkroom-crashed'))
    else {
      job.isAlone = true
      waiting.unshift(job)
    }
  }
  pump(context)
}

function destroyWindow(context: Context): void {
  const { state } = context
  const window = state.current
  state.current = null
  window?.destroy()
}

function add(context: Context, order: ImageSandboxOrder): Promise<ImageSandboxResult> {
  const { state, waiting } = context
  if (state.isClosed) return Promise.reject(new AppError('darkroom-crashed'))
  const { promise, resolve, reject } = Promise.withResolvers<ImageSandboxResult>()
  const job = { order, resolve, reject, crashes: 0, isAlone: false, timer: undefined }
  waiting.push(job)
  pump(context)
  return promise
}

function close(context: Context): void {
  const { state, inHand, waiting } = context
  state.isClosed = true
  for (const job of [...inHand.values(), ...waiting]) {
    clearTimeout(job.timer)
    job.reject(new AppError('darkroom-crashed'))
  }
  inHand.clear()
  waiting.length = 0
  destroyWindow(context)
}
