import type { ClientRequest } from 'node:http'
import { AddressRefused, isWithin, outside, reachOf } from './guard'
import type { HttpOrder, Timeouts } from './http-order'
import { NetworkError, type NetworkFault } from './network-error'

export interface Connection {
  /** The first line of the answer is here. */
  answerBegan(): void
  /** Another piece of the answer is here. */
  pieceCame(): void
  /** No more will come over the line; what came is still to be unpacked. */
  answerEnded(): void
  /** Gives up. Only the first fault counts. */
  fail(fault: NetworkFault, reason?: string): void
  /** Everything is here; false when it had already failed. */
  end(): boolean
}

interface ConnectionOptions {
  readonly isSecure: boolean
  readonly timeouts: Timeouts
  readonly onFault: (error: NetworkError) => void
}

/** Watches a request from the first packet on: its address, its clocks and whether it was sent. */
export function watchConnection(
  request: ClientRequest,
  { url, privateOrigin, signal }: HttpOrder,
  { isSecure, timeouts, onFault }: ConnectionOptions,
): Connection {
  let isOver = false
  let isConnected = false
  let isWritten = false
  let step: NodeJS.Timeout
  const total = setTimeout(() => fail('overdue'), timeouts.totalMs)
  waitAtMost(timeouts.connectMs, 'unreachable')

  function waitAtMost(milliseconds: number, otherwise: NetworkFault): void {
    clearTimeout(step)
    step = setTimeout(() => fail(otherwise, 'ETIMEDOUT'), milliseconds)
  }

  function end(): boolean {
    if (isOver) return false
    isOver = true
    clearTimeout(step)
    clearTimeout(total)
    signal?.removeEventListener('abort', abort)
    return true
  }

  function fail(fault: NetworkFault, reason?: string): void {
    const wasSent = isConnected && isWritten
    if (end()) onFault(new NetworkError(fault, { host: url.host, wasSent, reason }))
    request.destroy()
  }

  function abort(): void {
    fail('aborted')
  }

  signal?.addEventListener('abort', abort)
  request.once('finish', () => {
    isWritten = true
  })
  request.once('socket', (socket) => {
    // Before Node's own listener, which writes the request.
    socket.prependOnceListener('connect', () => {
      const address = socket.remoteAddress ?? ''
      const reach = reachOf(url, privateOrigin)
      if (!isWithin(address, reach)) fail('refused', outside(reach))
    })
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      isConnected = true
      if (!isOver) waitAtMost(timeouts.answerMs, 'no-answer')
    })
  })
  // After the answer has begun, Node reports the same fault at the answer.
  request.on('error', (error) => {
    fail(faultOf(error, isConnected && isWritten), reasonOf(error))
  })

  return {
    answerBegan: () => waitAtMost(timeouts.idleMs, 'stalled'),
    pieceCame: () => void step.refresh(),
    answerEnded: () => clearTimeout(step),
    fail,
    end,
  }
}

function faultOf(error: Error, wasSent: boolean): NetworkFault {
  if (error instanceof AddressRefused) return 'refused'
  if (certificateFault.test(reasonOf(error))) return 'certificate'
  return wasSent ? 'lost' : 'unreachable'
}

// OpenSSL's names for a chain it does not accept (X509_V_ERR_…, as Node spells them).
const certificateFault =
  /CERT|CRL|SIGNATURE|ISSUER|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|UNTRUSTED/

function reasonOf(error: Error): string {
  if (error instanceof AddressRefused) return error.reason
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
