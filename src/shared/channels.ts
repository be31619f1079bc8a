/** The two Electron channels; what travels on them is named in `contract.ts`. */
export const requestChannel = 'castkeeper:request'
export const eventChannel = 'castkeeper:event'

/** An event as it travels. */
export interface EventMessage {
  readonly name: string
  readonly payload: unknown
}
