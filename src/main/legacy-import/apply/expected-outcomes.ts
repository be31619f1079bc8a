import type { ImportDecisions, ImportOutcome } from '../../../shared/legacy-import'
import { type ImportPlan, type PlannedRow, pictureSource } from './decide'
import { settleWithoutPicture } from './import-records'

/**
 * How each row would end, in the order of the plan, as far as that can be told beforehand. A picture that
 * has to be asked of another computer needs the game master until it is here.
 */
export function expectedOutcomes(
  { rows }: Pick<ImportPlan, 'rows'>,
  decisions: ImportDecisions,
): ImportOutcome[] {
  return rows.map((row) => expectedOutcome(row, decisions))
}

function expectedOutcome({ action, portrait }: PlannedRow, decisions: ImportDecisions) {
  if (action === 'skip') return 'skipped'
  const source = pictureSource(portrait, decisions)
  if (source === null) return settleWithoutPicture(portrait).outcome
  if (source.from === 'link') return 'needs-you'
  return source.from === 'file' && source.isRecovery ? 'recovered' : 'imported'
}
