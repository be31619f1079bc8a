import { IconCheck } from '@tabler/icons-react'
import classes from './task-screen.module.css'

interface TaskStepsProps {
  readonly label: string
  readonly names: readonly string[]
  /** Which of them we are at, from 0. */
  readonly at: number
}

/** Where in a longer task we are; to be read, not to be pressed: the way back is a button below. */
export function TaskSteps({ label, names, at }: TaskStepsProps) {
  return (
    <ol className={classes.steps} aria-label={label}>
      {names.map((name, index) => (
        <li
          key={name}
          className={classes.step}
          aria-current={index === at ? 'step' : undefined}
          data-done={index < at || undefined}
        >
          {index < at ? (
            <IconCheck size={15} className={classes.done} aria-hidden />
          ) : (
            <span className={classes.number} aria-hidden>
              {index + 1}
            </span>
          )}
          {name}
        </li>
      ))}
    </ol>
  )
}
