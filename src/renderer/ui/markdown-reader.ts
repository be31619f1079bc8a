import type { Root } from 'hast'
import type { FootnoteWords } from './markdown-tree'

/** How long one text may be read; text that takes longer was made for it. */
const deadlineMs = 2_000

let current: Promise<Worker> | null = null

function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL('./markdown-worker.ts', import.meta.url), { type: 'module' })
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', () => resolve(worker), { once: true })
    worker.addEventListener('error', reject, { once: true })
  })
}

/**
 * The elements of a text in Markdown, read beside the window; null for what is to be shown as it is because
 * it is too long, too deep, or takes too long to read. One text at a time; a later one waits.
 */
export function readInWorker(text: string, words: FootnoteWords): Promise<Root | null> {
  const reading = last.then(() => readWithin(text, words))
  last = reading.catch(() => null)
  return reading
}

let last: Promise<unknown> = Promise.resolve()

async function readWithin(text: string, words: FootnoteWords): Promise<Root | null> {
  current ??= startWorker()
  const worker = await current.catch(() => null)
  if (worker === null) {
    current = null
    return null
  }
  return new Promise((resolve) => {
    const end = (tree: Root | null): void => {
      clearTimeout(timer)
      worker.removeEventListener('message', answer)
      worker.removeEventListener('error', giveUp)
      resolve(tree)
    }
    const answer = ({ data }: MessageEvent<{ readonly tree: Root | null }>): void => end(data.tree)
    const giveUp = (): void => {
      worker.terminate()
      current = null
      end(null)
    }
    const timer = setTimeout(giveUp, deadlineMs)
    worker.addEventListener('message', answer)
    worker.addEventListener('error', giveUp)
    worker.postMessage({ text, words })
  })
}
