import type { ErrorCode, ErrorDetails } from '../../../shared/errors'

/** What the reading process can do with a database, and its name between the two processes. */
export interface ReaderTask<Input extends ReaderInput, Answer> {
  readonly kind: string
  perform(input: Input): Answer | Promise<Answer>
}

/** Each task reads one database. */
export interface ReaderInput {
  readonly path: string
}

/** Defines a task; `app/reader-process.ts` must list it. Input and answer are sent as structured clones. */
export function defineReaderTask<Input extends ReaderInput, Answer>(
  kind: string,
  perform: (input: Input) => Answer | Promise<Answer>,
): ReaderTask<Input, Answer> {
  return { kind, perform }
}

/** What the reading process is sent. */
export interface ReaderRequest {
  readonly kind: string
  readonly input: ReaderInput
}

export type ReaderReply =
  /** The process has begun and takes its task. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: unknown }
  | { readonly kind: 'app-error'; readonly code: ErrorCode; readonly details: ErrorDetails }
  | { readonly kind: 'sqlite-error'; readonly code: string; readonly message: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
