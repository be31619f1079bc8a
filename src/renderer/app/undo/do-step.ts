import { toastDone } from '../toasts'
import { Remark, runInOrder } from './undo-stack'

/** What was done. */
export interface Done {
  /** Takes it back. */
  readonly inverse: () => Promise<unknown>
  /** What to say instead of the usual sentence, when not all of it was done. */
  readonly remark?: string | null
}

/**
 * Runs something as one step of undo: `run` does it, also when it is redone, and returns its inverse. `what`
 * names it in the toast. It waits for an undo that is under way, and an undo asked for in the meantime is of this one.
 * Throws what `run` throws.
 */
export function doStep(what: string, run: () => Promise<Done>): Promise<void> {
  return runInOrder(async () => {
    let done = await run()
    toastDone(done.remark ?? what, {
      inverse: () => done.inverse(),
      redo: async () => {
        done = await run()
        return done.remark == null ? null : new Remark(done.remark)
      },
    })
  })
}
