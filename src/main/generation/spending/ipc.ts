import { writeCsv } from '../../../shared/csv'
import type { SpendingRow } from '../../../shared/spending'
import type { Handlers } from '../../core/answer'
import type { Spending } from './spending'

type SpendingRequest = Extract<keyof Handlers, `spending:${string}`>

interface SpendingHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => {
    readonly spending: Spending
    commitOffThread<Value>(change: () => Value): Promise<Value>
  }
  /** Asks where to save a table of this name and writes it there; false when it was not saved. */
  readonly save: (bytes: Uint8Array, name: string) => Promise<boolean>
}

/** Answers every request about what image services cost. */
export function createSpendingHandlers({
  library,
  save,
}: SpendingHandlersOptions): Pick<Handlers, SpendingRequest> {
  return {
    'spending:month': ({ month }) => library().spending.month(month),
    'spending:states': ({ campaignId }) => library().spending.states(campaignId),
    'spending:set-limits': (changes) => {
      const { spending, commitOffThread } = library()
      return commitOffThread(() => {
        const before = spending.limits()
        spending.setLimits(changes)
        return before
      })
    },
    'spending:save-csv': ({ month }) => {
      const { rows } = library().spending.month(month)
      return save(Buffer.from(spendingCsv(rows)), `castkeeper_spending_${month}.csv`)
    },
  }
}

/** Spending as a table, with the same names as the command prints. */
export function spendingCsv(rows: readonly SpendingRow[]): string {
  const head = ['at', 'day', 'kind', 'service', 'host', 'model', 'campaign', 'for', 'pictures']
  return writeCsv([
    [...head, 'reservedUsd', 'settledUsd', 'basis'],
    ...rows.map((row) => [
      row.at,
      row.day,
      row.kind,
      row.service,
      row.host,
      row.model,
      row.campaignName,
      row.subjectName,
      row.pictures,
      row.reservedUsd,
      row.settledUsd,
      row.basis,
    ]),
  ])
}
