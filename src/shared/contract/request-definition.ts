import type { z } from 'zod'

/**
 * When a change is sent to the window.
 * `at-commit`: as soon as the change is made, so that what the window reads from then on shows it, however long the
 * disk takes; the reply follows once it is on the disk. The handler makes the change without waiting for anything.
 * `on-success`: when the handler has succeeded.
 * `at-end`: when it has failed as well, since a part may have been done.
 */
export type ChangeSent = 'at-commit' | 'on-success' | 'at-end'

/** What a request changes in the library; the event `library:changed` tells the window. */
export interface Changes<Output, Sent extends ChangeSent = ChangeSent> {
  /** The reason in the event: something about records, or about portraits. */
  readonly why: 'edited' | 'portrait'
  readonly sent: Sent
  /** With `on-success`: returns false when this output means that nothing was changed. */
  hasChanged?(output: Output): boolean
}

/** One request: what is sent is checked against `input`. */
export interface RequestDefinition<
  Input extends z.ZodType,
  Output,
  Sent extends ChangeSent = ChangeSent,
> {
  readonly input: Input
  /** Undefined for a request that changes nothing in the library. */
  readonly changes?: Changes<Output, Sent> | undefined
  /** Only a type: nothing is there at run time. */
  readonly output?: Output
}

/** A request that is answered with this type. */
export function answers<Output>() {
  return <Input extends z.ZodType, Sent extends ChangeSent = never>(
    input: Input,
    changes?: Changes<Output, Sent>,
  ): RequestDefinition<Input, Output, Sent> => ({ input, changes })
}

export const editsRecords = { why: 'edited', sent: 'at-commit' } as const
export const editsPortraits = { why: 'portrait', sent: 'at-commit' } as const
export const changesRecords = { why: 'edited', sent: 'on-success' } as const
export const changesPortraits = { why: 'portrait', sent: 'on-success' } as const
export const mayChangeRecords = { why: 'edited', sent: 'at-end' } as const
export const mayChangePortraits = { why: 'portrait', sent: 'at-end' } as const
