import type { ErrorCode } from '../../../shared/errors'
import type { GenerationJob } from '../../../shared/generation'
import { errorSentence } from '../../../shared/translate'
import { request } from '../../api'
import { actionFor } from '../../components/error-report'
import { translator } from '../../i18n'
import { toastDone } from '../../toasts'
import { attempt } from '../deeds'
import { openGenerate, promptFieldId } from '../generate/draft'

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

export function dismissJob({ id }: GenerationJob): Promise<boolean> {
  return attempt(() => request('generation:dismiss', { id }))
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
  // A dead link cannot be fetched again, and what is stored was paid for.
  if (job.state === 'done' && job.error?.code === 'link-expired') return null
  if (job.state === 'done') return { label: t('job.retry'), run: retry }
  if (job.state === 'interrupted' || job.error === null)
    return { label: t('job.retry'), run: retry }
  return actionFor(job.error, {
    retry,
    'edit-prompt': () => {
      openGenerate(job.subject, job.subjectName, { provider: job.provider, prompt: job.prompt })
      void dismissJob(job)
      // After the dialog has opened, or it would take the focus for itself.
      setTimeout(() => document.getElementById(promptFieldId)?.focus())
    },
  })
}
