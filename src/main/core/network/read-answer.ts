import type { IncomingMessage } from 'node:http'
import { unpack } from './content-encoding'
import type { NetworkFault } from './network-error'

interface ReadOptions {
  readonly maximumBytes: number
  readonly onPiece: () => void
  readonly onEnd: () => void
  readonly onWhole: (bytes: Uint8Array<ArrayBuffer>) => void
  readonly onFault: (fault: NetworkFault, reason?: string) => void
}

/** Reads a body to its end, and never more of it than is allowed. */
export function readAnswer(
  incoming: IncomingMessage,
  { maximumBytes, onPiece, onEnd, onWhole, onFault }: ReadOptions,
): void {
  const pieces: Uint8Array[] = []
  let bytes = 0
  if (Number(incoming.headers['content-length']) > maximumBytes) {
    onFault('too-large')
    return
  }
  incoming.on('data', (piece: Uint8Array) => {
    bytes += piece.length
    if (bytes > maximumBytes) {
      onFault('too-large')
      return
    }
    pieces.push(piece)
    onPiece()
  })
  incoming.once('end', () => {
    onEnd()
    const encoding = incoming.headers['content-encoding']
    unpack(Buffer.concat(pieces), encoding, maximumBytes).then(onWhole, (error: unknown) => {
      onFault(isTooLarge(error) ? 'too-large' : 'incomplete', encoding)
    })
  })
  // Node compares what came with Content-Length and the last chunk, and calls less an error.
  incoming.once('error', () => onFault('incomplete'))
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
