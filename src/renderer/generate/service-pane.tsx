import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { ProviderProfile } from '../../shared/generation'
import type { Subject } from '../../shared/subject'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { useSubject } from '../portrait/use-subject'
import { ErrorNotice } from '../ui/error-notice'
import { PortraitImage } from '../ui/portrait-image'
import classes from './generate-form.module.css'
import { Developing } from './jobs/developing'
import { JobNote } from './jobs/job-note'
import { isUnderWay, useJobOf } from './jobs/use-jobs'
import { OrderChoices } from './order-choices'
import type { PaneProps } from './pane'
import { usePrompt } from './prompt'
import { PromptEditor } from './prompt-editor'
import { LackNotice, Price, SentWhere } from './sending'
import { lackOf } from './service'

interface ServicePaneProps extends PaneProps {
  readonly profile: ProviderProfile
}

/** Orders a portrait at an image service: the prompt, what is sent where, and what it costs. */
export function ServicePane(props: ServicePaneProps) {
  const { subject, name, draft, onChange, onClose, profile } = props
  const t = useWords()
  const job = useJobOf(subject)
  const { text } = usePrompt(subject, draft)
  const order = useOrder()
  const lack = lackOf(profile)
  const isRunning = job !== undefined && isUnderWay(job)
  const { quality, shape, count } = draft
  const send = () =>
    order.send(async () => {
      if (job && !isRunning) await request('generation:dismiss', { id: job.id })
      const chosen = { provider: profile.id, quality, shape, count }
      await request('generation:start', { subject, prompt: text, ...chosen })
    })
  return (
    <>
      <div className={classes.middle}>
        <CurrentFace subject={subject} />
        <div className={classes.form}>
          {lack && <LackNotice lack={lack} profile={profile} />}
          <PromptEditor subject={subject} name={name} draft={draft} onChange={onChange} />
          <OrderChoices draft={draft} onChange={onChange} />
          {order.error !== null && (
            <ErrorNotice error={order.error} handlers={{ retry: () => void send() }} />
          )}
        </div>
      </div>
      <div className={classes.foot}>
        <div className={classes.words}>
          {job ? (
            <JobNote job={job} />
          ) : (
            lack === null && (
              <>
                <Price draft={draft} profile={profile} />
                <SentWhere profile={profile} />
              </>
            )
          )}
        </div>
        {isRunning ? (
          <Button variant="default" onClick={onClose}>
            {t('generate.closeAndGoOn')}
          </Button>
        ) : (
          <Button
            loading={order.isSending}
            disabled={lack !== null || text.trim() === ''}
            onClick={() => void send()}
          >
            {t('generate.submit', { count })}
          </Button>
        )}
      </div>
    </>
  )
}

/** The face as it is now; the new one develops in its place. */
function CurrentFace({ subject }: { readonly subject: Subject }) {
  const t = useWords()
  const portrayed = useSubject(subject)
  const job = useJobOf(subject)
  return (
    <div className={classes.face}>
      <div className={classes.frame}>
        {portrayed && (
          <PortraitImage
            kind={subject.kind}
            portrayed={portrayed}
            size={512}
            marked={false}
            className={classes.picture}
          />
        )}
        <Developing job={job} />
      </div>
      {job && isUnderWay(job) && (
        <Text size="xs" c="var(--ck-quiet)">
          {t('generate.keeps')}
        </Text>
      )}
    </div>
  )
}

/** Sends one order at a time, however often the button is pressed. */
function useOrder() {
  const [error, setError] = useState<unknown>(null)
  const [isSending, setSending] = useState(false)
  const send = async (order: () => Promise<unknown>) => {
    if (isSending) return
    setSending(true)
    setError(null)
    try {
      await order()
    } catch (failure) {
      setError(failure)
    } finally {
      setSending(false)
    }
  }
  return { error, isSending, send }
}
