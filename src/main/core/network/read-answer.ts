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
  const body = new Pieces()
  if (Number(incoming.headers['content-length']) > maximumBytes) {
    onFault('too-large')
    return
  }
  incoming.on('data', (piece: Uint8Array) => {
    if (body.bytes + piece.length > maximumBytes) {
      onFault('too-large')
      return
    }
    body.add(piece)
    onPiece()
  })
  incoming.once('end', () => {
    onEnd()
    const encoding = incoming.headers['content-encoding']
    unpack(body.whole(), encoding, maximumBytes).then(onWhole, (error: unknown) => {
      onFault(isTooLarge(error) ? 'too-large' : 'incomplete', encoding)
    })
  })
  // Node compares what came with Content-Length and the last chunk, and calls less an error.
  incoming.once('error', () => onFault('incomplete'))
}

const blockBytes = 64 * 1024

/**
 * Bytes that come in pieces. Small ones are copied together: a server may send each byte as a piece of its own,
 * and each would then hold hundreds of bytes of memory.
 */
class Pieces {
  bytes = 0
  readonly #blocks: Uint8Array[] = []
  #block = Buffer.alloc(0)
  #filled = 0

  add(piece: Uint8Array): void {
    this.bytes += piece.length
    if (piece.length > this.#block.length - this.#filled) {
      this.#close()
      if (piece.length >= blockBytes / 4) {
        this.#blocks.push(piece)
        return
      }
      this.#block = Buffer.allocUnsafeSlow(blockBytes)
    }
    this.#block.set(piece, this.#filled)
    this.#filled += piece.length
  }

  whole(): Buffer<ArrayBuffer> {
    this.#close()
    return Buffer.concat(this.#blocks)
  }

  #close(): void {
    if (this.#filled > 0) this.#blocks.push(this.#block.subarray(0, this.#filled))
    this.#block = Buffer.alloc(0)
    this.#filled = 0
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
