import { type HealthFinding, mostRepairs, type Repair } from '../../shared/health'

/** What is to be done about one finding. */
export interface Deal {
  readonly key: string
  readonly mend: Repair
}

/** What tells one finding from another. */
export function keyOf(finding: HealthFinding): string {
  if (finding.kind === 'portrait') return `portrait:${finding.portraitId}`
  return 'path' in finding ? `${finding.kind}:${finding.path}` : finding.kind
}

export const mostAtOnce = mostRepairs

/** What can be done about many at once. */
export const manyActions = ['relink', 'take-from-backup', 'adopt', 'quarantine'] as const
export type ManyAction = (typeof manyActions)[number]

/** How this is done about a finding, or null where it cannot be. */
export function dealOf(finding: HealthFinding, action: ManyAction): Deal | null {
  const mend = mendOf(finding, action)
  return mend === null ? null : { key: keyOf(finding), mend }
}

function mendOf(finding: HealthFinding, action: ManyAction): Repair | null {
  switch (finding.kind) {
    case 'portrait':
      return mendPortrait(finding, action)
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

function mendPortrait(
  { portraitId, found, actions }: Extract<HealthFinding, { kind: 'portrait' }>,
  action: ManyAction,
): Repair | null {
  if (action === 'relink') return found === null ? null : { action, portraitId, path: found.path }
  const canTake = action === 'take-from-backup' && actions.includes(action)
  return canTake ? { action, portraitId } : null
}
