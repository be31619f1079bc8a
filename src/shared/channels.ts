/** The Electron channels; what travels on them is named in `contract.ts`. */
export const requestChannel = 'castkeeper:request'
/** Carries the path of what was dropped; the page itself never knows or names it. */
export const dropChannel = 'castkeeper:drop'
export const dropBackupChannel = 'castkeeper:drop-backup'
/** Carries the paths of dropped files, and the bytes of those that have none. */
export const dropPicturesChannel = 'castkeeper:drop-pictures'
export const eventChannel = 'castkeeper:event'

/** An event as it travels. */
export interface EventMessage {
  readonly name: string
  readonly payload: unknown
}
