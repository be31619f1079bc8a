import { Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import type { ImportDecisions, ImportScan } from '../../shared/legacy-import'
import classes from './decide-step.module.css'

/** What each question is given: what was found, and what is decided so far. */
export interface QuestionProps {
  readonly scan: ImportScan
  readonly decisions: ImportDecisions
}

interface FrameProps {
  readonly title: string
  readonly note?: string
  readonly children: ReactNode
}

/** One thing to decide, with its heading. */
export function Question({ title, note, children }: FrameProps) {
  const id = useId()
  return (
    <section className={classes.question} aria-labelledby={id}>
      <div>
        <Title order={3} id={id} className={classes.questionTitle}>
          {title}
        </Title>
        {note && <p className={classes.note}>{note}</p>}
      </div>
      <div className={classes.answer}>{children}</div>
    </section>
  )
}
