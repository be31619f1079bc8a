/** How long to wait for what, in milliseconds. */
export interface Timeouts {
  /** Until the connection stands: name, TCP and TLS together. */
  readonly connectMs: number
  /** From there until the answer begins. */
  readonly answerMs: number
  /** Between two pieces of the answer. */
  readonly idleMs: number
  /** For everything. */
  readonly totalMs: number
}

export interface HttpOrder {
  readonly url: URL
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The one origin (`http://192.168.1.5:8080`) that may lie in a private network and speak plain http there. */
  readonly privateOrigin?: string
  /** The largest body that is taken, in bytes, sent or unpacked. */
  readonly maximumBytes: number
  readonly timeouts?: Partial<Timeouts>
  readonly signal?: AbortSignal
}
