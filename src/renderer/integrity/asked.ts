import { type ConfirmReason, confirmReasons } from '../../shared/health'
import { toReport } from '../app/error-report'
import { createStore } from '../app/store'

interface Asked {
  readonly isOpen: boolean
  /** How many files would be moved. */
  readonly files: number
  readonly because: readonly ConfirmReason[]
  readonly goOn: (number: number) => void
}

const nothing: Asked = { isOpen: false, files: 0, because: [], goOn: () => undefined }
const asked = createStore<Asked>(nothing)

/** What has to be confirmed before many files are moved. */
export const useAsked = asked.use

export const stopAsking = (): void => asked.change({ isOpen: false })

/** Asks for the number where that is why main refused; false for everything else. */
export function askForNumber(error: unknown, goOn: (number: number) => void): boolean {
  if (error === null) return false
  const { code, details } = toReport(error)
  if (code !== 'check-not-confirmed') return false
  const told = Array.isArray(details.because) ? details.because.map(String) : []
  const because = confirmReasons.filter((reason) => told.includes(reason))
  asked.change({ isOpen: true, files: Number(details.files), because, goOn })
  return true
}
