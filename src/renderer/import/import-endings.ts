import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { ImportSummary } from '../../shared/legacy-import'
import { queries } from '../app/api'
import { translator } from '../app/i18n'
import { openImport, usePlace } from '../app/navigation'
import { toastOffer } from '../app/toasts'
import { resumeImport, showReport } from './session-actions'

/** Reports how an import ended that was not on screen, and offers to resume one that was interrupted. */
export function useImportEndings(): void {
  const { screen } = usePlace()
  const isWatched = screen === 'import'
  const { data: imports } = useQuery(queries.imports())
  const running = useRef<number | null>(null)
  const isFirst = useRef(true)
  const withdrawOffer = useRef<(() => void) | null>(null)
  useEffect(() => {
    if (imports === undefined) return
    const ended = imports.find(({ id, state }) => id === running.current && state !== 'running')
    const left = imports.find(({ state }) => state === 'interrupted')
    running.current = imports.find(({ state }) => state === 'running')?.id ?? null
    if (!isWatched && ended) withdrawOffer.current = announceEnd(ended)
    else if (!isWatched && isFirst.current && left) withdrawOffer.current = offerToGoOn(left)
    isFirst.current = false
  }, [imports, isWatched])
  useEffect(() => {
    // The screen itself reports it, and a toast would cover its buttons.
    if (isWatched) withdrawOffer.current?.()
  }, [isWatched])
}

function announceEnd({ id, state, needsYou }: ImportSummary): (() => void) | null {
  const { t } = translator
  // Undoing or cancelling it was the game master's own doing.
  if (state === 'undone' || state === 'cancelled') return null
  const ending =
    needsYou > 0 ? t('import.toast.needsYou', { count: needsYou }) : t('import.toast.done')
  const sentence = state === 'interrupted' ? t('import.toast.stopped') : ending
  return toastOffer(sentence, t('import.past.show'), () => {
    showReport(id)
    openImport()
  })
}

function offerToGoOn({ id, sourceName: name, done, total }: ImportSummary): () => void {
  const { t } = translator
  const sentence = t('import.toast.interrupted', { name, done, total })
  return toastOffer(sentence, t('import.past.resume'), () => {
    showReport(id)
    openImport()
    void resumeImport(id)
  })
}
