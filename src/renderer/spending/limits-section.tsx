import { IconAlertTriangle } from '@tabler/icons-react'
import type { LimitState, SpendingMonth } from '../../shared/spending'
import { translator, useWords } from '../app/i18n'
import { formatCost } from '../portrait/facts'
import { useSetLimits } from './spending-queries'
import classes from './spending-screen.module.css'
import { UsdField } from './usd-field'

/** The limits of the day and of the month, and how much of each is left. */
export function LimitsSection({ month }: { readonly month: SpendingMonth }) {
  const t = useWords()
  const setLimits = useSetLimits()
  const { limits, states } = month
  const stateOf = (which: LimitState['which']) => states.find((state) => state.which === which)
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{t('spending.limits')}</h2>
      <p className={classes.note}>{t('spending.limitsNote')}</p>
      <div className={classes.limits}>
        <div className={classes.limit}>
          <UsdField
            label={t('spending.day')}
            value={limits.dayUsd}
            onChange={(dayUsd) => setLimits({ dayUsd })}
          />
          <Left state={stateOf('day')} />
        </div>
        <div className={classes.limit}>
          <UsdField
            label={t('spending.month')}
            value={limits.monthUsd}
            onChange={(monthUsd) => setLimits({ monthUsd })}
          />
          <Left state={stateOf('month')} />
        </div>
      </div>
    </section>
  )
}

function Left({ state }: { readonly state: LimitState | undefined }) {
  const t = useWords()
  if (state === undefined) return null
  const { limitUsd, leftUsd, isNear } = state
  const used = limitUsd === 0 ? 100 : Math.min(100, (100 * (limitUsd - leftUsd)) / limitUsd)
  return (
    <div data-near={isNear || undefined} className={classes.left}>
      <div className={classes.track} aria-hidden>
        <div className={classes.filled} style={{ width: `${used}%` }} />
      </div>
      <span className={classes.leftText}>
        {isNear && <IconAlertTriangle size={16} aria-hidden />}
        {t('spending.left', {
          left: formatCost(leftUsd, translator.language),
          limit: formatCost(limitUsd, translator.language),
        })}
      </span>
    </div>
  )
}
