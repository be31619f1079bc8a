import { Button, Kbd, Text } from '@mantine/core'
import type { ProviderProfile } from '../../shared/generation'
import { type Subject, subjectKey } from '../../shared/subject'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { type Draft, withChoices } from './draft'
import classes from './generate-dock.module.css'
import { OrderChoices } from './order-choices'
import { LookChoices, PromptLanguage, WishField } from './prompt-editor'
import { LackNotice, Price, SentWhere } from './sending'
import { lackOf, useEstimate } from './service'
import { useSeveralOrders } from './several-orders'
import { SubjectLine } from './subject-line'

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
  const orders = useSeveralOrders(subjects, draft, profile)
  const { jobs, unsent, commonError } = orders.unfinished
  const unfinished = jobs.length + unsent.length
  const estimate = useEstimate(draft, profile)
  const lack = lackOf(profile)
  const isReady = lack === null && !estimate.isLoading
  const choose = (choices: Partial<Draft>) => onChange(withChoices(draft, choices))
  const run = (send: () => Promise<void>) => {
    if (isReady && !orders.isBusy) void send()
  }
  const sendAll = () => run(orders.sendAll)
  const tryAgain = () => run(orders.tryAgain)
  return (
    <>
      <div className={classes.middle}>
        <div className={classes.form}>
          {lack && <LackNotice lack={lack} profile={profile} />}
          <WishField draft={draft} onChange={choose} onSend={unfinished > 0 ? tryAgain : sendAll} />
          <LookChoices draft={draft} onChange={choose} />
          <OrderChoices draft={draft} onChange={onChange} />
          <PromptLanguage draft={draft} onChange={choose} />
          <Text size="xs" c="var(--ck-quiet)">
            {t('generate.promptEach')}
          </Text>
          <ul className={classes.lines}>
            {subjects.slice(0, mostLines).map((subject) => (
              <li key={subjectKey(subject)}>
                <SubjectLine subject={subject} draft={draft} isErrorSaid={commonError !== null} />
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
        {commonError !== null && <ErrorNotice error={commonError} handlers={{ retry: null }} />}
        <SendButtons
          isBusy={orders.isBusy}
          isReady={isReady}
          count={subjects.length * draft.count}
          unfinished={unfinished}
          onSend={sendAll}
          onTryAgain={tryAgain}
          onClose={onClose}
        />
      </div>
    </>
  )
}

interface SendButtonsProps {
  readonly isBusy: boolean
  readonly isReady: boolean
  readonly count: number
  /** How many orders ended badly or were not begun. */
  readonly unfinished: number
  readonly onSend: () => void
  readonly onTryAgain: () => void
  readonly onClose: () => void
}

/** The one main action: to order, or after a failure to go on with what is missing. */
function SendButtons(props: SendButtonsProps) {
  const { isBusy, isReady, count, unfinished, onSend, onTryAgain, onClose } = props
  const t = useWords()
  const main = {
    'data-dock': 'send',
    disabled: !isReady,
    rightSection: (
      <Kbd size="xs" aria-hidden>
        {t('keys.enter')}
      </Kbd>
    ),
  }
  if (isBusy) {
    return (
      <Button variant="default" onClick={onClose}>
        {t('generate.closeAndGoOn')}
      </Button>
    )
  }
  const generate = t('generate.submit', { count })
  if (unfinished === 0) {
    return (
      <Button {...main} onClick={onSend}>
        {generate}
      </Button>
    )
  }
  return (
    <>
      <Text size="sm" role="status">
        {t('generate.unfinished', { count: unfinished })}
      </Text>
      <Button {...main} onClick={onTryAgain}>
        {t('job.retryAll', { count: unfinished })}
      </Button>
      <Button variant="default" disabled={!isReady} onClick={onSend}>
        {generate}
      </Button>
    </>
  )
}
