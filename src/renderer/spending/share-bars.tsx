import { translator, useWords } from '../app/i18n'
import { formatCost } from '../portrait/facts'
import type { Share } from './shares'
import classes from './spending-screen.module.css'
import { UsdField } from './usd-field'

/** More of them are in the table that can be saved. */
const shown = 12

interface ShareBarsProps {
  readonly title: string
  readonly shares: readonly Share[]
  /** The limits of campaigns, where they can be set. */
  readonly limits?: {
    /** False for a campaign that is gone. */
    readonly canHave: (campaignId: number) => boolean
    readonly of: (campaignId: number) => number | null
    readonly set: (campaignId: number, usd: number | null) => void
  }
}

/** What each of them took, the dearest first. */
export function ShareBars({ title, shares, limits }: ShareBarsProps) {
  const t = useWords()
  const most = Math.max(...shares.map(({ usd }) => usd), 0)
  const rest = shares.length - shown
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{title}</h2>
      <ul className={classes.list} aria-label={title}>
        {shares.slice(0, shown).map(({ key, name, campaignId, usd, isAtMost, pictures }) => (
          <li key={key} className={classes.share}>
            <div className={classes.shareText}>
              <div className={classes.words}>
                <span className={classes.name} dir="auto">
                  {name || t('spending.unnamed')}
                </span>
                <span className={classes.facts}>{t('spending.pictures', { count: pictures })}</span>
                <span className={classes.number}>
                  {t(isAtMost ? 'spending.upTo' : 'spending.cost', {
                    cost: formatCost(usd, translator.language),
                  })}
                </span>
              </div>
              <div className={classes.track} aria-hidden>
                <div
                  className={classes.filled}
                  style={{ width: `${most === 0 ? 0 : (100 * usd) / most}%` }}
                />
              </div>
            </div>
            {limits && campaignId !== null && limits.canHave(campaignId) && (
              <UsdField
                className={classes.campaignLimit}
                label={t('spending.month')}
                name={t('spending.campaignLimit', { name })}
                value={limits.of(campaignId)}
                onChange={(monthUsd) => limits.set(campaignId, monthUsd)}
              />
            )}
          </li>
        ))}
      </ul>
      {rest > 0 && <p className={classes.note}>{t('spending.more', { count: rest })}</p>}
    </section>
  )
}
