import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { GenerationJob } from '../../../shared/generation'
import { type Subject, subjectKey } from '../../../shared/subject'
import { queries } from '../../app/api'

/** Under way: cancelling it still makes sense, and nothing else may be ordered for this face. */
export function isUnderWay({ state }: GenerationJob): boolean {
  return state === 'waiting' || state === 'sent' || state === 'received'
}

/** Waits until the game master continues it: its host takes no more orders for now. */
export function isHeld({ state, error }: GenerationJob): boolean {
  return state === 'waiting' && error !== null
}

/** Held, or ended in a way the game master has to know about; a cancelled one only if it may cost. */
export function needsAttention(job: GenerationJob): boolean {
  const { state, mayHaveBeenBilled, error, kept } = job
  if (isUnderWay(job)) return isHeld(job)
  if (kept > 0) return true
  if (state === 'cancelled') return mayHaveBeenBilled
  if (state === 'done') return error !== null
  return state === 'failed' || state === 'interrupted'
}

/** All orders that are under way or wait for the game master, newest first. */
export function useJobs(): readonly GenerationJob[] {
  const { data } = useQuery(queries.jobs())
  return (data ?? [])
    .filter((job) => isUnderWay(job) || needsAttention(job))
    .toSorted((one, other) => other.id - one.id)
}

/** The newest of these orders for this face. */
export function useJobOf(subject: Subject): GenerationJob | undefined {
  const key = subjectKey(subject)
  return useJobs().find((job) => subjectKey(job.subject) === key)
}

/** The time in milliseconds, updated every second while something on screen counts. */
export function useNow(isCounting: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isCounting) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [isCounting])
  return now
}
