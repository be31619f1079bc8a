import { openCampaign } from '../app/navigation'
import { createStore } from '../app/store'

export const campaignViews = ['cast', 'details', 'journal'] as const
export type CampaignView = (typeof campaignViews)[number]

interface Shown {
  readonly campaignId: number | null
  readonly view: CampaignView
  /** The session the journal is opened at. */
  readonly sessionId: number | null
}

const shown = createStore<Shown>({ campaignId: null, view: 'cast', sessionId: null })

/** Which part of a campaign is shown: the cast, until another one is chosen. */
export function useCampaignView(campaignId: number): Pick<Shown, 'view' | 'sessionId'> {
  const now = shown.use()
  return now.campaignId === campaignId ? now : { view: 'cast', sessionId: null }
}

export function showCampaignView(campaignId: number, view: CampaignView): void {
  shown.change({ campaignId, view, sessionId: null })
}

/** Opens the journal of a campaign, at a session if it is one of them that is looked for. */
export function openJournal(campaignId: number, sessionId: number | null = null): void {
  openCampaign(campaignId)
  shown.change({ campaignId, view: 'journal', sessionId })
}
