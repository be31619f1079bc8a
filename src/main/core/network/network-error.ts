/**
 * What can go wrong between here and a host: refused: the address or protocol is not allowed, nothing was
 * sent · unreachable: no connection · certificate · no-answer: nothing arrived in time · stalled: it stopped
 * in the middle · overdue: the whole took too long · lost: the connection broke · incomplete: less arrived
 * than announced · too-large · aborted: by the caller.
 */
export type NetworkFault =
  | 'refused'
  | 'unreachable'
  | 'certificate'
  | 'no-answer'
  | 'stalled'
  | 'overdue'
  | 'lost'
  | 'incomplete'
  | 'too-large'
  | 'aborted'

export interface NetworkErrorFacts {
  /** The host alone: addresses of pictures hold credentials. */
  readonly host: string
  /** True once the whole request has left this computer: its work may be done, and billed. */
  readonly wasSent: boolean
  /** Node's or OpenSSL's own name for it (`ECONNRESET`, `CERT_HAS_EXPIRED`). */
  readonly reason?: string
}

/** An HTTP request that got no usable answer. */
export class NetworkError extends Error {
  readonly fault: NetworkFault
  readonly host: string
  readonly wasSent: boolean
  readonly reason: string | null

  constructor(fault: NetworkFault, { host, wasSent, reason }: NetworkErrorFacts) {
    super(reason === undefined ? fault : `${fault} (${reason})`)
    this.name = 'NetworkError'
    this.fault = fault
    this.host = host
    this.wasSent = wasSent
    this.reason = reason ?? null
  }
}
