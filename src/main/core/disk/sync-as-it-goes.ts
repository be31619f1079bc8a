import type { NewFile } from './file-system'

/** Bytes after which the disk is set to work; together with the reading it costs no time of its own. */
const syncEveryBytes = 64 * 1024 * 1024

/**
 * A file whose bytes go to the disk while more are written, so that the final sync is short. An error of such
 * an early sync is thrown by the next write or by the final sync: the system reports it only once.
 */
export function syncAsItGoes(file: NewFile): NewFile {
  let unsynced = 0
  let running: Promise<void> | null = null
  let trouble: { readonly error: unknown } | null = null

  const begin = (): void => {
    unsynced = 0
    running = file
      .sync()
      .catch((error: unknown) => {
        trouble = { error }
      })
      .finally(() => {
        running = null
      })
  }

  return {
    async write(bytes) {
      if (trouble !== null) throw trouble.error
      const written = await file.write(bytes)
      unsynced += written
      if (unsynced >= syncEveryBytes && running === null) begin()
      return written
    },
    async sync() {
      await running
      if (trouble !== null) throw trouble.error
      await file.sync()
    },
    async close() {
      await running
      await file.close()
    },
  }
}
