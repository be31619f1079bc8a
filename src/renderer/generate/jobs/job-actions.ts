import { type ErrorCode, errorActions } from '../../../shared/errors'
import type { GenerationJob } from '../../../shared/generation'
import { errorSentence } from '../../../shared/translate'
import { request } from '../../app/api'
import { actionFor, toReport } from '../../app/error-report'
import { translator } from '../../app/i18n'
import { attempt, toastDone } from '../../app/toasts'
import { openGenerate } from '../draft'
import { isHeld } from './use-jobs'

/** Errors after which a picture that is here, and paid for, is kept until it can be stored. */
const obstacleCodes: readonly ErrorCode[] = [
  'disk-full',
  'folder-not-writable',
  'folder-replaced',
  'write-failed',
  'database-busy',
  'darkroom-crashed',
  'darkroom-timed-out',
]

/** Errors that keep an order from being sent until something is done about the disk. */
const roomCodes: readonly ErrorCode[] = [...obstacleCodes, 'disk-nearly-full']

/** Errors after which a picture may still be fetched from where the service put it. */
const fetchCodes: readonly ErrorCode[] = [
  'link-expired',
  'link-refused',
  'download-incomplete',
  'download-stalled',
  'download-too-large',
  'too-many-redirects',
  'redirect-refused',
  'address-not-allowed',
  'connection-failed',
  'certificate-invalid',
  'job-interrupted',
]

/** Errors whose own sentence says that the order may have been billed. */
const billedCodes: readonly ErrorCode[] = ['job-interrupted', 'connection-lost', 'answer-timed-out']

/** The picture arrived but could not be stored; main keeps it until it is saved somewhere. */
export function isPaidButNotStored({ state, error, mayHaveBeenBilled }: GenerationJob): boolean {
  return (
    state === 'failed' && mayHaveBeenBilled && obstacleCodes.some((code) => code === error?.code)
  )
}

/** What to say about an order that ended or is held. */
export function sentencesOf(job: GenerationJob): string {
  const { t } = translator
  const error = job.error ?? { code: 'job-interrupted' as const, details: {} }
  const isSaid = !job.mayHaveBeenBilled || billedCodes.includes(error.code)
  return [
    job.state === 'done' ? t('job.partly', { came: job.portraitIds.length, asked: job.count }) : '',
    isPaidButNotStored(job) ? t('job.paidNotStored') : '',
    errorSentence(translator, error),
    isSaid || isPaidButNotStored(job) ? '' : t('job.billedToo'),
    job.kept === 0 || isPaidButNotStored(job) ? '' : t('job.kept', { host: job.host }),
  ]
    .filter(Boolean)
    .join(' ')
}

export function cancelJob({ id }: GenerationJob): Promise<boolean> {
  return attempt(() => request('generation:cancel', { id }))
}

export function retryJob({ id }: GenerationJob): Promise<boolean> {
  return attempt(() => request('generation:retry', { id }))
}

/** Whether going on with it as it is may help: a refused prompt has to be changed first. */
export function mayBeRetried(job: GenerationJob): boolean {
  if (isHeld(job)) return true
  const isOpen = job.state === 'failed' || job.state === 'interrupted'
  return isOpen && (job.error === null || errorActions[job.error.code] !== 'edit-prompt')
}

/** Goes on with each of these orders, until one cannot be: the same would be said of the others. */
export async function retryJobs(jobs: readonly GenerationJob[]): Promise<void> {
  await attempt(async () => {
    for (const { id } of jobs) await request('generation:retry', { id }).catch(ignoreRunning)
  })
}

/** One that was held goes on by itself as soon as the one before it has gone well. */
function ignoreRunning(error: unknown): void {
  if (toReport(error).code !== 'job-running') throw error
}

export function dismissJob({ id }: GenerationJob): Promise<boolean> {
  return attempt(() => request('generation:dismiss', { id }))
}

/** What a service sent for this order and could not be used goes to the quarantine. */
export function discardAnswer({ id }: GenerationJob): Promise<boolean> {
  return attempt(async () => {
    await request('generation:discard', { id })
    toastDone(translator.t('job.discarded'))
  })
}

/** Asks where to keep the picture. */
export function saveJobPicture({ id }: GenerationJob): Promise<boolean> {
  return attempt(async () => {
    const isSaved = await request('generation:save-as', { id })
    if (isSaved) toastDone(translator.t('job.saved'))
  })
}

/** The one thing to do about an order that failed, was cut off or is held. */
export function mainActionOf(job: GenerationJob): { label: string; run: () => void } | null {
  const { t } = translator
  const retry = () => void retryJob(job)
  if (isPaidButNotStored(job)) {
    return { label: t('job.saveAs'), run: () => void saveJobPicture(job) }
  }
  const mayBeFetched = job.kept > 0 && fetchCodes.some((code) => code === job.error?.code)
  if (mayBeFetched) return { label: t('job.fetchAgain'), run: retry }
  // What is stored was paid for: it is never ordered a second time from here.
  if (job.state === 'done') return null
  const isForRoom = job.error !== null && roomCodes.includes(job.error.code)
  if (job.state === 'interrupted' || job.error === null || isForRoom)
    return { label: t('job.retry'), run: retry }
  return actionFor(job.error, {
    retry,
    'edit-prompt': () => {
      const { subject, provider, prompt } = job
      openGenerate(subject, { provider, prompt, place: 'prompt' })
      void dismissJob(job)
    },
  })
}
