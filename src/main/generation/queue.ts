/** What became of a piece of work; see NextStep for the last three. */
export type WorkEnd =
  | { readonly kind: 'done' | 'fail' | 'block' }
  | { readonly kind: 'again' | 'pause'; readonly afterMs: number }

export interface QueueOptions {
  /** How many orders are under way at once. */
  readonly places: number
  /** Must not reject. */
  readonly work: (id: number) => Promise<WorkEnd>
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
  /** Called with the orders that wait because one was refused. */
  readonly onBlocked: (ids: readonly number[], refused: number) => void
}

interface Ticket {
  readonly id: number
  readonly host: string
  isResting: boolean
}

interface Gate {
  /** How many waits for this host are running. */
  pauses: number
  /** Blocked until the game master starts an order. */
  isBlocked: boolean
  /** One at a time, until one goes well: a host that has just refused is not flooded. */
  isNarrow: boolean
}

function createContext({ places, work, wait, onBlocked }: QueueOptions) {
  const line: Ticket[] = []
  const underWay = new Map<number, string>()
  const gates = new Map<string, Gate>()
  const stopping = new AbortController()
  return { gates, underWay, stopping, places, line, work, onBlocked, wait }
}

type Context = ReturnType<typeof createContext>

/** Orders in the line, by host. What is sent when is decided here and nowhere else. */
export function createQueue(options: QueueOptions) {
  const context = createContext(options)

  return {
    /** Puts an order at the end of the line. */
    add: (id: number, host: string) => add(context, id, host),

    /** Moves an order to the front, because the game master started it; this unblocks its host. */
    addFirst: (id: number, host: string) => addFirst(context, id, host),

    /** Goes on with what waits for this host, one at a time until one goes well. */
    unblock: (host: string) => unblock(context, host),

    /** Takes an order out of the line; false when it is not, or no longer, waiting there. */
    remove: (id: number) => remove(context, id),

    isBlocked: (host: string): boolean => gateOf(context, host).isBlocked,

    /** Sends nothing more and forgets the line. */
    stop: () => stop(context),
  }
}

function gateOf(context: Context, host: string): Gate {
  const { gates } = context
  const gate = gates.get(host) ?? { pauses: 0, isBlocked: false, isNarrow: false }
  gates.set(host, gate)
  return gate
}

function mayGo(context: Context, { host, isResting }: Ticket): boolean {
  const { underWay } = context
  const { pauses, isBlocked, isNarrow } = gateOf(context, host)
  if (isResting || pauses > 0 || isBlocked) return false
  return !isNarrow || ![...underWay.values()].includes(host)
}

function pump(context: Context): void {
  const { stopping, underWay, places, line, work } = context
  while (!stopping.signal.aborted && underWay.size < places) {
    const at = line.findIndex((one) => mayGo(context, one))
    const [ticket] = at < 0 ? [] : line.splice(at, 1)
    if (ticket === undefined) return
    underWay.set(ticket.id, ticket.host)
    void work(ticket.id).then((end) => finish(context, ticket, end))
  }
}

function finish(context: Context, ticket: Ticket, end: WorkEnd): void {
  const { underWay, onBlocked, line } = context
  const gate = gateOf(context, ticket.host)
  underWay.delete(ticket.id)
  switch (end.kind) {
    case 'done':
      gate.isNarrow = false
      break
    case 'fail':
      break
    case 'block':
      gate.isBlocked = true
      onBlocked(
        line.filter(({ host }) => host === ticket.host).map(({ id }) => id),
        ticket.id,
      )
      break
    case 'again':
      ticket.isResting = true
      line.unshift(ticket)
      after(context, end.afterMs, () => {
        ticket.isResting = false
      })
      break
    case 'pause':
      line.unshift(ticket)
      gate.pauses += 1
      gate.isNarrow = true
      after(context, end.afterMs, () => {
        gate.pauses -= 1
      })
      break
  }
  pump(context)
}

function after(context: Context, milliseconds: number, change: () => void): void {
  const { wait, stopping } = context
  wait(milliseconds, stopping.signal).then(
    () => {
      change()
      pump(context)
    },
    (error: unknown) => {
      // Waiting only ends early when the app does.
      if (!stopping.signal.aborted) throw error
    },
  )
}

function remove(context: Context, id: number): boolean {
  const { line } = context
  const at = line.findIndex((ticket) => ticket.id === id)
  if (at >= 0) line.splice(at, 1)
  return at >= 0
}

function add(context: Context, id: number, host: string): void {
  const { line } = context
  line.push({ id, host, isResting: false })
  pump(context)
}

function addFirst(context: Context, id: number, host: string): void {
  const { line } = context
  remove(context, id)
  line.unshift({ id, host, isResting: false })
  unblock(context, host)
}

function unblock(context: Context, host: string): void {
  const gate = gateOf(context, host)
  if (gate.isBlocked) gate.isNarrow = true
  gate.isBlocked = false
  pump(context)
}

function stop(context: Context): void {
  const { stopping, line } = context
  stopping.abort()
  line.length = 0
}
