import { Text } from '@mantine/core'
import type { GenerationJob } from '../../../shared/generation'
import { useWords } from '../../app/i18n'
import { isUnderWay, useNow } from './use-jobs'

/** What an order is doing now, with its seconds: counting down while it waits, up while it is drawn. */
export function JobProgress({ job }: { readonly job: GenerationJob }) {
  const t = useWords()
  const now = useNow(isUnderWay(job))
  return (
    <Text size="sm" c="var(--ck-quiet)" component="span" style={{ overflowWrap: 'anywhere' }}>
      <span role="status">{t(sentenceKey(job), { host: job.host })}</span>
      {job.state === 'waiting' && job.retryAt !== null && (
        <span aria-hidden> · {secondsUntil(job.retryAt, now)}</span>
      )}
      {job.state === 'sent' && <span aria-hidden> · {elapsed(job.updatedAt, now)}</span>}
      {job.attempts > 1 && ` · ${t('job.attempt', { attempt: job.attempts })}`}
    </Text>
  )
}

function sentenceKey({ state, retryAt }: GenerationJob) {
  if (state === 'received') return 'job.received'
  if (state === 'sent') return 'job.sent'
  return retryAt === null ? 'job.waiting' : 'job.waitingFor'
}

const second = new Intl.NumberFormat('en', { style: 'unit', unit: 'second', unitDisplay: 'narrow' })

function secondsUntil(time: string, now: number): string {
  return second.format(Math.max(0, Math.ceil((Date.parse(time) - now) / 1_000)))
}

// A clock that was set back must not show a negative age.
function elapsed(since: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
