import type { BackupProgress, BackupWork } from '../../../shared/backup'
import { AppError } from '../../../shared/errors'

/** How often the screen is told; more often nobody can read it. */
const tellEveryMs = 100

export interface DeskOptions {
  readonly onProgress: (progress: BackupProgress) => void
  /** Something began or ended. */
  readonly onChange: () => void
}

export interface Job {
  readonly signal: AbortSignal
  readonly onProgress: (progress: BackupProgress) => void
}

/** One long piece of work at a time, which can be cancelled and tells how far it is. */
export function createDesk({ onProgress, onChange }: DeskOptions) {
  let current: {
    readonly work: BackupWork
    readonly stop: AbortController
    readonly ended: Promise<unknown>
  } | null = null

  return {
    running: (): BackupWork | null => current?.work ?? null,

    cancel(): void {
      current?.stop.abort()
    },

    /** Throws AppError `backup-busy` while something else is under way. */
    async run<Value>(work: BackupWork, doIt: (job: Job) => Promise<Value>): Promise<Value> {
      // What nobody asked for makes way; it is made at the next quiet moment.
      if (current?.work === 'automatic' && work !== 'automatic') {
        current.stop.abort()
        await current.ended
      }
      if (current !== null) throw new AppError('backup-busy')
      const stop = new AbortController()
      const { promise: ended, resolve: end } = Promise.withResolvers<void>()
      current = { work, stop, ended }
      onChange()
      let toldAt = 0
      const tell = (progress: BackupProgress): void => {
        const now = performance.now()
        const isEnd = progress.done === progress.total
        if (now - toldAt < tellEveryMs && !isEnd) return
        toldAt = now
        onProgress({ ...progress, work })
      }
      try {
        return await doIt({ signal: stop.signal, onProgress: tell })
      } finally {
        current = null
        end()
        onChange()
      }
    },
  }
}
