import { beforeEach, describe, expect, test } from 'vitest'
import {
  type QueuedToast,
  type Severity,
  ToastQueue,
} from '../../../../src/renderer/app/toast-queue'

let onScreen: { toast: QueuedToast; onClose: () => void }[]
let queue: ToastQueue<QueuedToast>

beforeEach(() => {
  onScreen = []
  queue = new ToastQueue({
    draw(toast, onClose) {
      const drawn = { toast, onClose }
      onScreen.push(drawn)
      return () => {
        onScreen = onScreen.filter((other) => other !== drawn)
        onClose()
      }
    },
  })
})

const shown = () => onScreen.map(({ toast }) => toast.message)

function say(message: string, severity: Severity, closeMs: number | false): QueuedToast {
  const toast = { message, severity, closeMs }
  queue.show(toast)
  return toast
}

const done = (message: string) => say(message, 'done', 6_000)
const offer = (message: string) => say(message, 'note', false)
const error = (message: string) => say(message, 'error', false)

/** The reader closes it, or its time is over. */
async function closeShown(): Promise<void> {
  const [drawn] = onScreen
  onScreen = []
  drawn?.onClose()
  await Promise.resolve()
}

describe('one toast at a time', () => {
  test('what was done last replaces what was done before', () => {
    done('one')
    done('two')
    expect(shown()).toEqual(['two'])
  })

  test('an error is shown at once, stays, and the next one waits for it', async () => {
    done('one')
    error('broken')
    error('broken, too')
    expect(shown()).toEqual(['broken'])
    await closeShown()
    expect(shown()).toEqual(['broken, too'])
    await closeShown()
    expect(shown()).toEqual([])
  })

  test('what is said for a moment interrupts an error, which then returns', async () => {
    error('broken')
    error('broken, too')
    done('moved')
    expect(shown()).toEqual(['moved'])
    await closeShown()
    expect(shown()).toEqual(['broken'])
    await closeShown()
    expect(shown()).toEqual(['broken, too'])
  })

  test('an offer waits for what is on screen, behind every error', async () => {
    done('moved')
    offer('trash emptied')
    expect(shown()).toEqual(['moved'])
    error('broken')
    await closeShown()
    expect(shown()).toEqual(['trash emptied'])
    error('broken again')
    expect(shown()).toEqual(['broken again'])
    await closeShown()
    expect(shown()).toEqual(['trash emptied'])
  })

  test('the same failure twice is one message', async () => {
    error('broken')
    error('another')
    error('broken')
    error('another')
    expect(shown()).toEqual(['broken'])
    await closeShown()
    expect(shown()).toEqual(['another'])
    await closeShown()
    expect(shown()).toEqual([])
  })

  test('one that waits can be taken back before it is shown', async () => {
    error('broken')
    const second = error('another')
    queue.close(second)
    await closeShown()
    expect(shown()).toEqual([])
  })
})
