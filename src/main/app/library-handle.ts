import { AppError } from '../../shared/errors'
import { databaseError } from '../core/database/database-error'
import type { Library } from './library'

export type LibraryHandle = ReturnType<typeof createLibraryHandle>

/** Holds the library once it is open, and the reason for as long as it cannot be opened. */
export function createLibraryHandle(open: () => Library) {
  let library: Library | null = null
  let trouble: AppError | null = null
  let seal: AppError | null = null

  return {
    /** Opens the library unless it is open. Answers what is in the way, or null. */
    open(): AppError | null {
      if (seal !== null) return seal
      if (library !== null) return null
      try {
        library = open()
        trouble = null
      } catch (error) {
        const known = databaseError(error)
        if (!(known instanceof AppError)) throw error
        trouble = known
      }
      return trouble
    },

    /** The open library. Throws the AppError that keeps it closed. */
    library(): Library {
      if (library !== null) return library
      throw seal ?? trouble ?? new AppError('database-unreadable')
    },

    /** Throws the reason while it is kept closed. */
    refuseWhileSealed(): void {
      if (seal !== null) throw seal
    },

    whenOpen(): Library | null {
      return library
    },

    close(): void {
      library?.close()
      library = null
    },

    /** Closes it, and keeps it closed for this reason until `unseal`. */
    seal(reason: AppError): void {
      seal = reason
      this.close()
    },

    unseal(): void {
      seal = null
      this.open()
    },
  }
}
