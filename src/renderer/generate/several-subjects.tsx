import { Button, Kbd, Text, UnstyledButton } from '@mantine/core'
import type { ProviderProfile } from '../../shared/generation'
import { type Subject, subjectKey } from '../../shared/subject'
import { useWords } from '../app/i18n'
import { subjectMark } from '../portrait/subject-at-hand'
import { useSubject } from '../portrait/use-subject'
import { ErrorNotice } from '../ui/error-notice'
import { PortraitImage } from '../ui/portrait-image'
import { ContactSheet, useContactSheet } from './contact-sheet'
import { openDock } from './dock'
import { type Draft, withChoices } from './draft'
import classes from './generate-dock.module.css'
import { Developing } from './jobs/developing'
import { JobNote } from './jobs/job-note'
import { isUnderWay, useJobOf, useJobs } from './jobs/use-jobs'
import { OrderChoices } from './order-choices'
import { startOrder, useOrdering } from './ordering'
import { promptToSend, usePrompt } from './prompt'
import { LookChoices, PromptLanguage, WishField } from './prompt-editor'
import { LackNotice, Price, SentWhere } from './sending'
import { lackOf, useEstimate } from './service'

interface SeveralSubjectsProps {
  readonly subjects: readonly Subject[]
  readonly draft: Draft
  readonly onChange: (changes: Partial<Draft>) => void
  readonly profile: ProviderProfile
  readonly onClose: () => void
}

/** More lines than this would only be scrolled past; all of them are ordered for. */
const mostLines = 50

/** One order for each of several characters, with the same choices: the price is that of all of them. */
export function SeveralSubjects(props: SeveralSubjectsProps) {
  const { subjects, draft, onChange, profile, onClose } = props
  const t = useWords()
  const keys = new Set(subjects.map(subjectKey))
  const isRunning = useJobs().some((job) => isUnderWay(job) && keys.has(subjectKey(job.subject)))
  const { sending } = useOrdering()
  const isSending = subjects.some((subject) => sending.has(subjectKey(subject)))
  const estimate = useEstimate(draft, profile)
  const lack = lackOf(profile)
  const isReady = lack === null && !estimate.isLoading
  const choose = (choices: Partial<Draft>) => onChange(withChoices(draft, choices))
  const sendAll = async () => {
    if (!isReady || isRunning || isSending) return
    const { quality, shape, count } = draft
    openDock(subjects, 'results')
    for (const subject of subjects) {
      await startOrder(subject, async () => {
        const prompt = await promptToSend(subject, draft)
        return { subject, prompt, provider: profile.id, quality, shape, count }
      })
    }
  }
  return (
    <>
      <div className={classes.middle}>
        <div className={classes.form}>
          {lack && <LackNotice lack={lack} profile={profile} />}
          <WishField draft={draft} onChange={choose} onSend={() => void sendAll()} />
          <LookChoices draft={draft} onChange={choose} />
          <OrderChoices draft={draft} onChange={onChange} />
          <PromptLanguage draft={draft} onChange={choose} />
          <Text size="xs" c="var(--ck-quiet)">
            {t('generate.promptEach')}
          </Text>
          <ul className={classes.lines}>
            {subjects.slice(0, mostLines).map((subject) => (
              <li key={subjectKey(subject)}>
                <SubjectLine subject={subject} draft={draft} />
              </li>
            ))}
          </ul>
          {subjects.length > mostLines && (
            <Text size="sm">{t('generate.more', { count: subjects.length - mostLines })}</Text>
          )}
        </div>
      </div>
      <div className={classes.foot}>
        {lack === null && (
          <div>
            <Price estimate={estimate} model={profile.model} orders={subjects.length} />
            <SentWhere profile={profile} isSeveral />
          </div>
        )}
        {isRunning || isSending ? (
          <Button variant="default" onClick={onClose}>
            {t('generate.closeAndGoOn')}
          </Button>
        ) : (
          <Button
            data-dock="send"
            disabled={!isReady}
            rightSection={
              <Kbd size="xs" aria-hidden>
                {t('keys.enter')}
              </Kbd>
            }
            onClick={() => void sendAll()}
          >
            {t('generate.submit', { count: subjects.length * draft.count })}
          </Button>
        )}
      </div>
    </>
  )
}

/** One of several: what is sent for them, how far it is, and what came. */
function SubjectLine({ subject, draft }: { readonly subject: Subject; readonly draft: Draft }) {
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
        <span className={classes.small}>
          {portrayed && (
            <PortraitImage
              kind={subject.kind}
              portrayed={portrayed}
              size={128}
              decorative
              marked={false}
              className={classes.face}
            />
          )}
          <Developing job={job} />
        </span>
        <span className={classes.lineName} dir="auto">
          {name}
        </span>
      </UnstyledButton>
      <details className={classes.sent}>
        <summary>{t('generate.prompt')}</summary>
        <p dir="auto">{prompt.text}</p>
      </details>
      {job && <JobNote job={job} />}
      {error !== null && <ErrorNotice error={error} />}
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
