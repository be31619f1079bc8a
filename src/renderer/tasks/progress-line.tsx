import { Progress } from '@mantine/core'
import classes from './progress-line.module.css'

interface ProgressLineProps {
  /** What is being done. */
  readonly label: string
  /** How much of it is done, in words; null while that is not known. */
  readonly amount: string | null
  /** From 0 to 100; null while that is not known. */
  readonly percent: number | null
  /** What is in hand. */
  readonly now?: string
}

/** How far something long is: what is done, how many of how many, and what is in hand. */
export function ProgressLine({ label, amount, percent, now }: ProgressLineProps) {
  const isMeasured = percent !== null
  return (
    <div className={classes.progress}>
      <div className={classes.words}>
        <span>{label}</span>
        <span className={classes.count}>{amount}</span>
      </div>
      <Progress.Root size={6}>
        <Progress.Section
          value={percent ?? 100}
          animated={!isMeasured}
          striped={!isMeasured}
          aria-label={label}
          aria-valuetext={amount ?? label}
        />
      </Progress.Root>
      {now !== undefined && (
        <div className={classes.now} dir="auto">
          {now}
        </div>
      )}
    </div>
  )
}
