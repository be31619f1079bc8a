import { type ConfirmReason, confirmReasons } from '../../shared/integrity'
import { toReport } from '../app/error-report'
import { createStore } from '../app/store'

interface ConfirmationState {
  readonly isOpen: boolean
  /** How many files would be moved. */
  readonly files: number
  readonly because: readonly ConfirmReason[]
  readonly goOn: (number: number) => void
}

const nothing: ConfirmationState = { isOpen: false, files: 0, because: [], goOn: () => undefined }
const confirmation = createStore<ConfirmationState>(nothing)

/** What has to be confirmed before many files are moved. */
export const useRepairConfirmation = confirmation.use

export const closeConfirmation = (): void => confirmation.change({ isOpen: false })

/** Asks for the number where that is why main refused; false for everything else. */
export function askToConfirm(error: unknown, goOn: (number: number) => void): boolean {
  if (error === null) return false
  const { code, details } = toReport(error)
  if (code !== 'check-not-confirmed') return false
  const reported = Array.isArray(details.because) ? details.because.map(String) : []
  const because = confirmReasons.filter((reason) => reported.includes(reason))
  confirmation.change({ isOpen: true, files: Number(details.files), because, goOn })
  return true
}
