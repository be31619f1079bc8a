import { type ConfirmReason, confirmReasons } from '../../shared/health'
import { toReport } from '../app/error-report'
import { createStore } from '../app/store'

interface Asked {
  /** How many files; null while nothing is asked. */
  readonly files: number | null
  readonly because: readonly ConfirmReason[]
  readonly goOn: (number: number) => void
}

const nothing: Asked = { files: null, because: [], goOn: () => undefined }
const asked = createStore<Asked>(nothing)

/** What has to be typed before so many files are moved. */
export const useAsked = asked.use

export const stopAsking = (): void => asked.change(nothing)

/** Asks for the number where that is why main refused; false for everything else. */
export function askForNumber(error: unknown, goOn: (number: number) => void): boolean {
  if (error === null) return false
  const { code, details } = toReport(error)
  if (code !== 'check-not-confirmed') return false
  const told = Array.isArray(details.because) ? details.because.map(String) : []
  const because = confirmReasons.filter((reason) => told.includes(reason))
  asked.change({ files: Number(details.files), because, goOn })
  return true
}
