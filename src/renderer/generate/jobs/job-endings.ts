import { useRef } from 'react'
import type { GenerationJob } from '../../../shared/generation'
import { request, useEvent } from '../../app/api'
import { translator } from '../../app/i18n'
import { toastDone } from '../../app/toasts'
import { toastAdded } from '../../portrait/actions'
import { formatCost } from '../../portrait/facts'
import { addResults } from '../results'
import { dismissJob } from './job-actions'

/** Reports each order that ended well, with a way to undo it. */
export function useJobEndings(): void {
  const said = useRef(new Set<number>())
  useEvent('generation:changed', (job) => {
    // Main also sends the job when it is dismissed, which is not a second ending.
    if (job.state !== 'done' || said.current.has(job.id)) return
    said.current.add(job.id)
    addResults(job.subject, job.portraitIds)
    sayDone(job)
    // One with fewer pictures than ordered stays open until that was reported; one whose pictures may still
    // be fetched, until the game master has decided.
    if (job.portraitIds.length < job.count && job.error === null) void dismissJob(job)
  })
}

/** Reports it at once, so that the undo of what is done next stands behind this one. Can be undone and redone. */
export function sayDone(job: GenerationJob): void {
  const { subject, replaced, portraitIds } = job
  const added = [...portraitIds]
  if (replaced === null) {
    toastDone(doneSentence(job), {
      inverse: async () => {
        for (const id of added) await request('portraits:trash', { id })
      },
      redo: async () => {
        for (const id of added) await request('portraits:restore', { id, makeCurrent: false })
      },
    })
    return
  }
  const { shownId, formerId } = replaced
  const { wentToTrash } = replaced
  toastAdded(doneSentence(job), { subject, shownId, formerId, added, wentToTrash })
}

function doneSentence({
  subjectName: name,
  host,
  count,
  portraitIds,
  costUsd,
  isCostAtMost,
}: GenerationJob) {
  const { t } = translator
  const came = portraitIds.length
  if (came < count) return t('job.donePartly', { name, host, came, asked: count })
  if (came > 1) return t('job.doneSeveral', { name, count: came })
  if (costUsd === null) return t('job.done', { name })
  return t(isCostAtMost ? 'job.doneCostAtMost' : 'job.doneCost', {
    name,
    cost: formatCost(costUsd, translator.language),
  })
}
