import { UnstyledButton } from '@mantine/core'
import { type Subject, subjectKey } from '../../shared/subject'
import { useWords } from '../app/i18n'
import { subjectMark } from '../portrait/current-subject'
import { useSubject } from '../portrait/use-subject'
import { ErrorNotice } from '../ui/error-notice'
import { ContactSheet, useContactSheet } from './contact-sheet'
import { openDock } from './dock'
import type { Draft } from './draft'
import { FaceWithProgress } from './face-with-progress'
import classes from './generate-dock.module.css'
import { JobNote } from './jobs/job-note'
import { useJobOf } from './jobs/use-jobs'
import { useOrdering } from './ordering'
import { usePrompt } from './prompt'

interface SubjectLineProps {
  readonly subject: Subject
  readonly draft: Draft
  /** True when why an order was not begun is said once for all of them. */
  readonly isErrorSaid: boolean
}

/** One of several: what is sent for them, how far it is, and what came. */
export function SubjectLine({ subject, draft, isErrorSaid }: SubjectLineProps) {
  const t = useWords()
  const portrayed = useSubject(subject)
  const name = portrayed?.name ?? ''
  const job = useJobOf(subject)
  const error = useOrdering().errors.get(subjectKey(subject)) ?? null
  const prompt = usePrompt(subject, draft)
  const sheet = useContactSheet({ subject, name })
  return (
    <section
      className={classes.line}
      aria-label={name}
      onKeyDown={sheet.press}
      {...subjectMark(subject)}
    >
      <UnstyledButton
        className={classes.who}
        aria-label={t('generate.alone', { name })}
        onClick={() => openDock([subject])}
      >
        <FaceWithProgress subject={subject} className={classes.small} />
        <span className={classes.lineName} dir="auto">
          {name}
        </span>
      </UnstyledButton>
      <details className={classes.sent}>
        <summary>{t('generate.prompt')}</summary>
        <p dir="auto">{prompt.text}</p>
      </details>
      {job && <JobNote job={job} />}
      {error !== null && !isErrorSaid && <ErrorNotice error={error} />}
      <ContactSheet
        subject={subject}
        name={name}
        sheet={sheet}
        job={job}
        currentId={portrayed?.portrait?.id ?? null}
      />
    </section>
  )
}
