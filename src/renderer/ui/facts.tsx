import type { ReactNode } from 'react'
import classes from './facts.module.css'

/** Facts below one another, each with its name. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>
}

interface FactProps {
  readonly name: string
  readonly children: ReactNode
  /** Something about it is not as it should be. */
  readonly isMarked?: boolean
}

export function Fact({ name, children, isMarked }: FactProps) {
  return (
    <div className={classes.fact} data-marked={isMarked || undefined}>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  )
}
