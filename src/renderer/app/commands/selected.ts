import { gallerySelection } from '../../gallery/gallery-view'
import { castSelection } from '../../wall/cast-selection'
import { currentPlace, usePlace } from '../navigation'

type Selected =
  | { readonly of: 'characters'; readonly ids: readonly number[]; readonly campaignId: number }
  | { readonly of: 'portraits'; readonly ids: readonly number[] }

/** What is selected on the wall in sight: characters of a campaign, or portraits of the Library. Null for nothing. */
export function selectedOnWall(): Selected | null {
  const { screen, campaignId, galleryTab } = currentPlace()
  if (screen === 'campaign' && campaignId !== null) {
    const { ids } = castSelection(campaignId).read()
    return ids.size === 0 ? null : { of: 'characters', ids: [...ids], campaignId }
  }
  if (screen !== 'gallery' || galleryTab !== 'portraits') return null
  const { ids } = gallerySelection.read()
  return ids.size === 0 ? null : { of: 'portraits', ids: [...ids] }
}

/** Whether there is anything; the component is drawn again when that changes. */
export function useIsSelecting(): boolean {
  const { campaignId } = usePlace()
  castSelection(campaignId ?? 0).use()
  gallerySelection.use()
  return selectedOnWall() !== null
}
