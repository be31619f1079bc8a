import { type Finding, mostRepairs, type Repair } from '../../shared/integrity'

/** What is to be done about one finding. */
export interface PlannedRepair {
  readonly key: string
  readonly repair: Repair
}

/** What tells one finding from another. */
export function keyOf(finding: Finding): string {
  if (finding.kind === 'portrait') return `portrait:${finding.portraitId}`
  if (finding.kind === 'session') return `session:${finding.session.id}`
  return 'path' in finding ? `${finding.kind}:${finding.path}` : finding.kind
}

export const maximumAtOnce = mostRepairs

/** What can be done about many at once. */
export const bulkActions = [
  'relink',
  'take-from-backup',
  'repair-session',
  'adopt',
  'quarantine',
] as const
export type BulkAction = (typeof bulkActions)[number]

/** How this is done about a finding, or null where it cannot be. */
export function planRepair(finding: Finding, action: BulkAction): PlannedRepair | null {
  const repair = repairOf(finding, action)
  return repair === null ? null : { key: keyOf(finding), repair }
}

function repairOf(finding: Finding, action: BulkAction): Repair | null {
  switch (finding.kind) {
    case 'portrait':
      return repairPortrait(finding, action)
    case 'session':
      return action === 'repair-session' ? { action, sessionId: finding.session.id } : null
    case 'file-without-row': {
      const { path, owner, actions } = finding
      if (action === 'adopt' && actions.includes('adopt')) {
        return { action, path, subject: owner?.subject ?? null }
      }
      return action === 'quarantine' && actions.includes('quarantine') ? { action, path } : null
    }
    case 'files-without-rows':
      return action === 'quarantine' ? { action: 'quarantine-folder', path: finding.path } : null
    case 'left-over':
      return action === 'quarantine' ? { action, path: finding.path } : null
    default:
      return null
  }
}

function repairPortrait(
  { portraitId, found, actions }: Extract<Finding, { kind: 'portrait' }>,
  action: BulkAction,
): Repair | null {
  if (action === 'relink') return found === null ? null : { action, portraitId, path: found.path }
  const canTake = action === 'take-from-backup' && actions.includes(action)
  return canTake ? { action, portraitId } : null
}
