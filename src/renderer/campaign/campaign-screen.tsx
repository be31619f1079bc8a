import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useRef, useState } from 'react'
import { mostRecentCampaigns } from '../../shared/preferences'
import { queries, request } from '../app/api'
import { CampaignDetails, Journal } from '../app/on-demand'
import { usePreferences } from '../app/preferences'
import { InPlay } from '../sessions/in-play'
import { showCampaignView, useCampaignView } from '../sessions/journal-place'
import { ErrorNotice } from '../ui/error-notice'
import { useNewCard } from '../wall/new-card'
import { Wall } from '../wall/wall'
import { CampaignHeader } from './campaign-header'
import { CampaignMark } from './campaign-mark'
import classes from './campaign-screen.module.css'

/** A campaign: its game master and facts above, its cast or its own notes below. */
export function CampaignScreen({ campaignId }: { campaignId: number }) {
  const { data: campaign, error, refetch } = useQuery(queries.campaign(campaignId))
  const { view, sessionId } = useCampaignView(campaignId)
  const head = useRef<HTMLDivElement>(null)
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  useWallForNewCard(campaignId)
  useRememberCampaign(campaignId)
  useWindowTitle(campaign?.name)
  if (error) {
    return (
      <div className={classes.alone}>
        <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />
      </div>
    )
  }
  return (
    <div ref={setScroller} className={classes.scroller}>
      <div ref={head} className={classes.head}>
        {campaign && (
          <CampaignHeader
            campaign={campaign}
            view={view}
            onView={(chosen) => showCampaignView(campaignId, chosen)}
          />
        )}
        {view === 'cast' && <InPlay campaignId={campaignId} />}
      </div>
      {view === 'cast' && scroller && (
        <Wall
          campaignId={campaignId}
          scroller={scroller}
          mark={campaign && <CampaignMark campaign={campaign} head={head} scroller={scroller} />}
        />
      )}
      {view === 'details' && campaign && (
        <Suspense>
          <CampaignDetails campaign={campaign} />
        </Suspense>
      )}
      {view === 'journal' && campaign && scroller && (
        <Suspense>
          <Journal campaign={campaign} scroller={scroller} sessionId={sessionId} />
        </Suspense>
      )}
    </div>
  )
}

/** An empty card is on the wall, whatever the campaign showed before. */
function useWallForNewCard(campaignId: number): void {
  const { campaignId: addingTo, asked } = useNewCard()
  const isAsked = addingTo === campaignId && asked
  useEffect(() => {
    if (isAsked) showCampaignView(campaignId, 'cast')
  }, [isAsked, campaignId])
}

/** The next start opens this campaign. Failing to keep that is not worth a word in mid-session. */
function useRememberCampaign(campaignId: number): void {
  const [{ lastCampaignId, recentCampaignIds }] = usePreferences()
  useEffect(() => {
    const recent = [campaignId, ...recentCampaignIds.filter((id) => id !== campaignId)]
    if (campaignId === lastCampaignId && recent[0] === recentCampaignIds[0]) return
    const changes = {
      lastCampaignId: campaignId,
      recentCampaignIds: recent.slice(0, mostRecentCampaigns),
    }
    request('preferences:change', changes).catch((error: unknown) => {
      console.warn('The last campaign could not be kept', error)
    })
  }, [campaignId, lastCampaignId, recentCampaignIds])
}

/** Names the campaign in the window's title while it is open. */
function useWindowTitle(name: string | undefined): void {
  useEffect(() => {
    const { title } = document
    if (name !== undefined) document.title = `${name} — ${title}`
    return () => {
      document.title = title
    }
  }, [name])
}
