import { type LeftCounts, leftReasons } from '../../shared/compression'
import { useWords } from '../app/i18n'
import classes from './compression.module.css'

/** Why portraits stay as they are, each reason with how many. */
export function LeftList({ left }: { readonly left: LeftCounts }) {
  const t = useWords()
  const reasons = leftReasons.filter((reason) => (left[reason] ?? 0) > 0)
  if (reasons.length === 0) return null
  return (
    <div className={classes.left}>
      {t('compression.leftTitle')}
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{t(`compression.left.${reason}`, { count: left[reason] ?? 0 })}</li>
        ))}
      </ul>
    </div>
  )
}
