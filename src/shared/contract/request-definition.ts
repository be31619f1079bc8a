import type { z } from 'zod'

/** One request: what is sent is checked against `input`. */
export interface RequestDefinition<Input extends z.ZodType, Output> {
  readonly input: Input
  /** Only a type: nothing is there at run time. */
  readonly output?: Output
}

/** A request that is answered with this type. */
export function answers<Output>() {
  return <Input extends z.ZodType>(input: Input): RequestDefinition<Input, Output> => ({ input })
}
