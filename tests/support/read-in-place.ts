import { afterAll } from 'vitest'
import { answerReader } from '../../src/main/app/answer-reader'
import { startReadersWith } from '../../src/main/core/reader/ask-reader'
import type { ReaderReply } from '../../src/main/core/reader/reader-task'

/**
 * Has databases read in the test's own process until the file's tests are over: for a file of tests that copy and examine
 * many of them, and are not about the process that does it. Starting that one for each takes most of their time.
 */
export function readInPlace(): void {
  const before = startReadersWith(async () => {
    let isKilled = false
    let reply: (message: ReaderReply) => void = () => undefined
    return {
      async send(request) {
        const answer = structuredClone(await answerReader(structuredClone(request)))
        if (!isKilled) reply(answer)
      },
      onReply(listener) {
        reply = listener
        queueMicrotask(() => listener({ kind: 'ready' }))
      },
      onExit: () => undefined,
      kill() {
        isKilled = true
      },
    }
  })
  afterAll(() => void startReadersWith(before))
}
