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
  /** Told when a window had to be replaced. */
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

/**
 * Hands pictures to the image sandbox's window, opens it when it is first needed and replaces it when it
 * crashes or hangs. Of two pictures in hand the guilty one is not known: each is tried again by itself.
 */
export function createImageSandboxQueue({ openWindow, deadlineMs, log }: ImageSandboxQueueOptions) {
  const waiting: Job[] = []
  const inHand = new Map<number, Job>()
  let current: ImageSandboxWindow | null = null
  let lastId = 0
  let isClosed = false

  function open(): ImageSandboxWindow {
    if (current !== null) return current
    const window = openWindow({
      onAnswer: take,
      onGone: () => {
        if (current === window) lose('crashed')
      },
    })
    current = window
    return window
  }

  function pump(): void {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const isSomeoneAlone = [...inHand.values()].some((job) => job.isAlone)
      if (inHand.size >= jobsAtOnce || isSomeoneAlone || (next.isAlone && inHand.size > 0)) return
      waiting.shift()
      void start(next)
    }
  }

  async function start(job: Job): Promise<void> {
    lastId += 1
    const id = lastId
    inHand.set(id, job)
    job.timer = setTimeout(() => lose('timed out'), deadlineMs)
    const window = open()
    try {
      await window.ready
    } catch (error) {
      log('image sandbox did not open', { error: String(error) })
      if (current === window) lose('crashed')
      return
    }
    if (inHand.get(id) === job) window.send({ ...job.order, id })
  }

  function take(answer: ImageSandboxAnswer): void {
    const job = inHand.get(answer.id)
    if (job === undefined) return
    inHand.delete(answer.id)
    clearTimeout(job.timer)
    if (answer.outcome === 'done') job.resolve(answer)
    else {
      const code = answer.outcome === 'refused' ? 'picture-damaged' : 'darkroom-crashed'
      job.reject(new AppError(code, {}, { cause: answer.reason }))
    }
    pump()
  }

  function lose(how: 'crashed' | 'timed out'): void {
    destroyWindow()
    const suspects = [...inHand.values()]
    inHand.clear()
    log(`image sandbox ${how}`, { pictures: suspects.length })
    for (const job of suspects.toReversed()) {
      clearTimeout(job.timer)
      if (how === 'crashed') job.crashes += 1
      if (how === 'timed out' && suspects.length === 1)
        job.reject(new AppError('darkroom-timed-out'))
      else if (job.crashes >= mostCrashes) job.reject(new AppError('darkroom-crashed'))
      else {
        job.isAlone = true
        waiting.unshift(job)
      }
    }
    pump()
  }

  function destroyWindow(): void {
    const window = current
    current = null
    window?.destroy()
  }

  return {
    /** Throws AppError `picture-damaged`, `imageSandbox-crashed` or `imageSandbox-timed-out`. */
    add(order: ImageSandboxOrder): Promise<ImageSandboxResult> {
      if (isClosed) return Promise.reject(new AppError('darkroom-crashed'))
      const { promise, resolve, reject } = Promise.withResolvers<ImageSandboxResult>()
      const job = { order, resolve, reject, crashes: 0, isAlone: false, timer: undefined }
      waiting.push(job)
      pump()
      return promise
    },

    /** Opens the window before there is a picture. */
    async warmUp(): Promise<void> {
      await open().ready
    },

    /** Ends the window; pictures in hand or waiting fail. */
    close(): void {
      isClosed = true
      for (const job of [...inHand.values(), ...waiting]) {
        clearTimeout(job.timer)
        job.reject(new AppError('darkroom-crashed'))
      }
      inHand.clear()
      waiting.length = 0
      destroyWindow()
    },
  }
}
