import type { CampaignUsage } from '../../shared/storage'
import { useWords } from '../app/i18n'
import classes from './usage.module.css'

/** More of them are one line: who needs room looks at the largest. */
const shown = 12

/** How much the portraits of each campaign take, the largest first. */
export function CampaignBars({ campaigns }: { readonly campaigns: readonly CampaignUsage[] }) {
  const t = useWords()
  const largest = campaigns[0]?.bytes ?? 0
  const rest = campaigns.slice(shown)
  if (campaigns.length === 0) return <p className={classes.rest}>{t('storage.none')}</p>
  return (
    <>
      <ul className={classes.campaigns} aria-label={t('storage.campaigns')}>
        {campaigns.slice(0, shown).map((campaign) => (
          <Bar key={campaign.campaignId} campaign={campaign} largest={largest} />
        ))}
      </ul>
      {rest.length > 0 && (
        <p className={classes.rest}>
          {t('storage.more', { count: rest.length })}
          {' · '}
          {t('backup.bytes', { bytes: rest.reduce((sum, { bytes }) => sum + bytes, 0) })}
        </p>
      )}
    </>
  )
}

interface BarProps {
  readonly campaign: CampaignUsage
  readonly largest: number
}

function Bar({ campaign, largest }: BarProps) {
  const t = useWords()
  const { campaignId, name, isTrashed, portraits, bytes } = campaign
  const facts = [
    ...(isTrashed ? [t('storage.inTrash')] : []),
    t('storage.campaignNote', { count: portraits }),
  ]
  return (
    <li className={classes.campaign}>
      <div className={classes.words}>
        <span className={classes.name} dir="auto">
          {campaignId === null ? t('storage.unassigned') : name}
        </span>
        <span className={classes.facts}>{facts.join(' · ')}</span>
        <span className={classes.number}>{t('backup.bytes', { bytes })}</span>
      </div>
      <div className={classes.track} aria-hidden>
        <div
          className={classes.filled}
          data-trashed={isTrashed || undefined}
          style={{ width: `${(100 * bytes) / largest}%` }}
        />
      </div>
    </li>
  )
}
