/** The Electron channels; what travels on them is named in `contract.ts`. */
export const requestChannel = 'castkeeper:request'
/** Carries the path of what was dropped; the page itself never knows or names it. */
export const dropChannel = 'castkeeper:drop'
export const dropBackupChannel = 'castkeeper:drop-backup'
export const eventChannel = 'castkeeper:event'

/** An event as it travels. */
export interface EventMessage {
  readonly name: string
  readonly payload: unknown
}
