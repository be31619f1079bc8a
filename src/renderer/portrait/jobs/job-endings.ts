import { useRef } from 'react'
import type { GenerationJob } from '../../../shared/generation'
import { useEvent } from '../../api'
import { translator } from '../../i18n'
import { toastDone } from '../../toasts'
import { takeOutAgain } from '../deeds'
import { formatCost } from '../facts'
import { readSitter } from '../use-sitter'
import { dismissJob } from './job-deeds'
import { isUnderWay } from './use-jobs'

/** Says what came of each order that ends well, and how to take it back. */
export function useJobEndings(): void {
  // Which face each order replaces: read while it is under way, needed for Undo once it has ended.
  const former = useRef(new Map<number, Promise<number | null>>())
  const said = useRef(new Set<number>())
  useEvent('generation:changed', (job) => {
    if (isUnderWay(job) && !former.current.has(job.id)) {
      former.current.set(job.id, readFormer(job))
    }
    // Main also tells when one is dismissed, which is no second ending.
    if (job.state === 'done' && !said.current.has(job.id)) {
      said.current.add(job.id)
      void sayDone(job, former.current.get(job.id))
    }
    if (!isUnderWay(job)) former.current.delete(job.id)
  })
}

// A face that is gone by now is nothing to say: the order's own end tells of it.
function readFormer(job: GenerationJob): Promise<number | null> {
  return readSitter(job.subject).then(
    ({ portrait }) => portrait?.id ?? null,
    () => null,
  )
}

async function sayDone(job: GenerationJob, former: Promise<number | null> | undefined) {
  const formerId = await former
  const inverse =
    formerId === undefined ? undefined : takeOutAgain(job.subject, formerId, job.portraitIds)
  toastDone(doneSentence(job), inverse)
  // One that brought less than was asked for stays open until that has been said; one whose pictures
  // may still be fetched stays until the game master has decided.
  if (job.portraitIds.length < job.count && job.error === null) await dismissJob(job)
}

function doneSentence({ subjectName: name, host, count, portraitIds, costUsd }: GenerationJob) {
  const { t } = translator
  const came = portraitIds.length
  if (came < count) return t('job.donePartly', { name, host, came, asked: count })
  if (came > 1) return t('job.doneSeveral', { name, count: came })
  if (costUsd === null) return t('job.done', { name })
  return t('job.doneCost', { name, cost: formatCost(costUsd, translator.language) })
}
