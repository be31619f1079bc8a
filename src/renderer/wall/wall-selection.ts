import type { CastSelection } from '../../shared/character'

let shown: CastSelection | null = null

/** Remembers who the wall in sight shows, while that is not everyone; null otherwise. */
export function rememberSelection(selection: CastSelection | null): void {
  shown = selection
}

/** Who the wall of this campaign shows, where it is not everyone. */
export function wallSelection(campaignId: number): CastSelection | null {
  return shown?.campaignId === campaignId ? shown : null
}
