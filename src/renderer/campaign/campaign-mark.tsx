import { UnstyledButton } from '@mantine/core'
import { type RefObject, useEffect, useState } from 'react'
import type { Campaign } from '../../shared/campaign'
import { useWords } from '../app/i18n'
import { PortraitImage } from '../ui/portrait-image'
import { HoverTooltip } from '../ui/tooltip'
import classes from './campaign-mark.module.css'

interface CampaignMarkProps {
  readonly campaign: Campaign
  readonly head: RefObject<HTMLElement | null>
  readonly scroller: HTMLElement
}

/** The campaign's header in one line, while the header itself is scrolled out of sight; leads back up to it. */
export function CampaignMark({ campaign, head, scroller }: CampaignMarkProps) {
  const t = useWords()
  const isShown = useIsPassed(head, scroller)
  if (!isShown) return null
  return (
    <HoverTooltip label={t('campaign.toTop', { name: campaign.name })}>
      <UnstyledButton
        className={classes.mark}
        aria-label={t('campaign.toTop', { name: campaign.name })}
        onClick={() => {
          scroller.scrollTop = 0
          // This line goes once the header is in sight, and may not take the keyboard with it.
          head.current?.querySelector('button')?.focus({ preventScroll: true })
        }}
      >
        <PortraitImage
          kind="campaign"
          portrayed={campaign}
          size={128}
          decorative
          marked={false}
          className={classes.face}
        />
        <span className={classes.name} dir="auto">
          {campaign.name}
        </span>
      </UnstyledButton>
    </HoverTooltip>
  )
}

/** Whether nothing of this element is in sight in what scrolls it. */
function useIsPassed(element: RefObject<HTMLElement | null>, scroller: HTMLElement): boolean {
  const [isPassed, setPassed] = useState(false)
  useEffect(() => {
    if (element.current === null) return
    const observer = new IntersectionObserver(
      ([entry]) => setPassed(entry !== undefined && !entry.isIntersecting),
      { root: scroller, rootMargin: '-8px 0px 0px' },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, scroller])
  return isPassed
}
