import { utilityProcess } from 'electron'
import { type ReaderProcess, readerName } from '../core/reader/ask-reader'

/** Starts the process that reads databases, as Electron's own kind of child. `path` is its script. */
export async function startReaderInElectron(path: string): Promise<ReaderProcess> {
  const child = utilityProcess.fork(path, [], { serviceName: readerName, stdio: 'ignore' })
  await new Promise<void>((resolve) => {
    child.once('spawn', resolve)
    child.once('exit', () => resolve())
  })
  return {
    send: (request) => child.postMessage(request),
    onReply: (listener) => void child.on('message', listener),
    onExit(listener) {
      if (child.pid === undefined) listener()
      else child.on('exit', listener)
    },
    kill() {
      // SQLite never looks up from an endless statement: asking politely would not end it.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
    },
  }
}
