import { Button, Kbd, Text } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import type { ProviderProfile } from '../../shared/generation'
import { subjectKey } from '../../shared/subject'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { openDock } from './dock'
import classes from './generate-dock.module.css'
import { JobNote } from './jobs/job-note'
import { isUnderWay, useJobOf } from './jobs/use-jobs'
import { OrderChoices } from './order-choices'
import { startOrder, useOrdering } from './ordering'
import type { PaneProps } from './pane'
import { promptToSend, usePrompt } from './prompt'
import { PromptEditor } from './prompt-editor'
import { LackNotice, Price, SentWhere } from './sending'
import { lackOf, useEstimate } from './service'

interface ServicePaneProps extends PaneProps {
  readonly sheet: ReactNode
  readonly profile: ProviderProfile
}

/** Orders a portrait at an image service: the prompt, what is sent where, and what it costs. */
export function ServicePane(props: ServicePaneProps) {
  const { subject, name, draft, onChange, onClose, profile, sheet } = props
  const t = useWords()
  const job = useJobOf(subject)
  const { text } = usePrompt(subject, draft)
  const ordering = useOrdering()
  const isSending = ordering.sending.has(subjectKey(subject))
  const error = ordering.errors.get(subjectKey(subject)) ?? null
  const estimate = useEstimate(draft, profile)
  const lack = lackOf(profile)
  const isRunning = job !== undefined && isUnderWay(job)
  const isReady = lack === null && text.trim() !== '' && !estimate.isLoading
  const { quality, shape, count } = draft
  const send = async () => {
    if (!isReady || isRunning) return
    const isBegun = await startOrder(subject, async () => {
      const prompt = await promptToSend(subject, draft)
      return { subject, prompt, provider: profile.id, quality, shape, count }
    })
    if (isBegun) openDock([subject], 'results')
  }
  useFocusOnceReady(lack === null)
  return (
    <>
      <div className={classes.middle}>
        <div className={classes.form}>
          {sheet}
          {lack && <LackNotice lack={lack} profile={profile} />}
          <PromptEditor
            subject={subject}
            name={name}
            draft={draft}
            onChange={onChange}
            onSend={() => void send()}
          />
          <OrderChoices draft={draft} onChange={onChange} />
          {error !== null && <ErrorNotice error={error} handlers={{ retry: () => void send() }} />}
        </div>
      </div>
      <div className={classes.foot}>
        {job && <JobNote job={job} />}
        {!isRunning && lack === null && (
          <div>
            <Price estimate={estimate} model={profile.model} />
            <SentWhere profile={profile} />
          </div>
        )}
        {isRunning && (
          <Text size="xs" c="var(--ck-quiet)">
            {t('generate.keeps')}
          </Text>
        )}
        {isRunning ? (
          <Button variant="default" onClick={onClose}>
            {t('generate.closeAndGoOn')}
          </Button>
        ) : (
          <Button
            data-dock="send"
            loading={isSending}
            disabled={!isReady}
            rightSection={
              <Kbd size="xs" aria-hidden>
                {t('keys.enter')}
              </Kbd>
            }
            onClick={() => void send()}
          >
            {t('generate.submit', { count })}
          </Button>
        )}
      </div>
    </>
  )
}

/** Where the key was entered there is nothing left to type: the keyboard goes on to the words. */
function useFocusOnceReady(isReady: boolean): void {
  useEffect(() => {
    if (!isReady || document.activeElement !== document.body) return
    document.querySelector<HTMLElement>('[data-generate-dock] [data-dock="start"]')?.focus()
  }, [isReady])
}
