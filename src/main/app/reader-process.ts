import type { ReaderReply, ReaderRequest } from '../core/reader/reader-task'
import { answerReader } from './answer-reader'

// The reading process: one task comes in, one reply goes out, then the process is ended.

const reply: (message: ReaderReply) => void =
  process.parentPort === undefined
    ? (message) => void process.send?.(message)
    : (message) => process.parentPort.postMessage(message)

async function answer(request: ReaderRequest): Promise<void> {
  reply(await answerReader(request))
}

if (process.parentPort === undefined)
  process.on('message', (request: ReaderRequest) => void answer(request))
else process.parentPort.on('message', ({ data }) => void answer(data))
reply({ kind: 'ready' })
