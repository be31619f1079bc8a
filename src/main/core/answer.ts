import type { z } from 'zod'
import {
  type ChangeSentBy,
  type EventName,
  type Events,
  type ParsedInput,
  type Reply,
  type RequestName,
  type RequestOutput,
  requests,
} from '../../shared/contract'
import type { Changes } from '../../shared/contract/request-definition'
import { AppError, type ErrorReport, isErrorCode } from '../../shared/errors'
import type { CommitOffThread } from './database/commit-off-thread'
import { databaseError } from './database/database-error'
import type { Log } from './log'

/** Sends an event to the window. */
export type SendEvent = <Name extends EventName>(name: Name, payload: Events[Name]) => void

/**
 * The handler of each request in the contract. An edit whose event is sent at its commit must be synchronous.
 */
export type Handlers = {
  readonly [Name in RequestName]: (
    input: ParsedInput<Name>,
  ) => 'at-commit' extends ChangeSentBy<Name>
    ? RequestOutput<Name>
    : RequestOutput<Name> | Promise<RequestOutput<Name>>
}

export interface AnswerContext {
  readonly handlers: Handlers
  /** Commits an edit of the library. Throws the reason while the library could not be opened. */
  readonly commitOffThread: CommitOffThread
  readonly sendEvent: SendEvent
  readonly log: Log
}

/**
 * Answers one request of the window: a known name, an input that fits its schema, and a reply with either the
 * value or an error report. Sends the events of what the request changes, as its definition says. Never
 * rejects.
 */
export async function answer(
  context: AnswerContext,
  name: unknown,
  input: unknown,
): Promise<Reply<unknown>> {
  const { log } = context
  if (typeof name !== 'string' || !isRequestName(name)) {
    const shown = typeof name === 'string' ? name.slice(0, 60) : typeof name
    log('request refused: unknown name', { name: shown })
    return { ok: false, error: { code: 'request-refused', details: {} } }
  }
  const parsed = parse(name, input)
  if (!parsed.success) {
    log('request refused: input off its schema', { name, ...parsed.report.details })
    return { ok: false, error: parsed.report }
  }
  return answerWith(log, name, () => handle(context, name, parsed.data))
}

/** Runs the handler and sends the window what it has changed. Throws what the handler throws. */
async function handle(
  { handlers, commitOffThread, sendEvent }: AnswerContext,
  name: RequestName,
  input: unknown,
): Promise<unknown> {
  const handler: (input: never) => unknown = handlers[name]
  const changes: Changes<never> | undefined = requests[name].changes
  const run = () => handler(input as never)
  if (changes === undefined) return run()
  const announce = () => sendEvent('library:changed', { why: changes.why })
  if (changes.sent === 'at-commit') {
    return commitOffThread(() => {
      const value = run()
      announce()
      return value
    })
  }
  if (changes.sent === 'at-end') {
    try {
      return await run()
    } finally {
      announce()
    }
  }
  const value = await run()
  if (changes.hasChanged?.(value as never) !== false) announce()
  return value
}

type Parsed = { success: true; data: unknown } | { success: false; report: ErrorReport }

/** An input that cannot even be looked at, nested or long beyond all measure, is refused like any other. */
function parse(name: RequestName, input: unknown): Parsed {
  try {
    const parsed = requests[name].input.safeParse(input)
    if (parsed.success) return parsed
    return { success: false, report: toInputReport(parsed.error) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { success: false, report: { code: 'invalid-input', details: { field: '' } } }
  }
}

/** What the work comes to as a reply. Never rejects. */
export async function answerWith(
  log: Log,
  name: string,
  work: () => unknown,
): Promise<Reply<unknown>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    return { ok: false, error: toReport(error, log, name) }
  }
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name)
}

/** A failed schema check as a report: our own code where a field has one, with the field's name. */
export function toInputReport(error: z.ZodError): ErrorReport {
  const first = error.issues[0]
  const code = first !== undefined && isErrorCode(first.message) ? first.message : 'invalid-input'
  return { code, details: { field: first?.path.at(-1)?.toString() ?? '' } }
}

/** The error as a report. An unforeseen one is logged in full and reported as `unexpected`. */
export function toReport(error: unknown, log: Log, doing: string): ErrorReport {
  const known = databaseError(error)
  if (known instanceof AppError) {
    log('failed', { doing, code: known.code })
    return known.toReport()
  }
  log('unexpected error', { doing, error: error instanceof Error ? error.stack : String(error) })
  const message = error instanceof Error ? error.name : typeof error
  return { code: 'unexpected', details: { doing, message } }
}
