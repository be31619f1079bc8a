import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { ImportSummary } from '../../shared/legacy-import'
import { queries, useEvent } from '../api'
import { translator } from '../i18n'
import { currentPlace, openImport } from '../place'
import { toastOffer } from '../toasts'
import { goOn, showReport } from './visit-deeds'

/** Says how an import ended that nobody was watching, and offers to go on with one that was cut off. */
export function useImportEndings(): void {
  const running = useRef(new Set<number>())
  useEvent('import:changed', (told) => {
    if (told.state === 'running') running.current.add(told.id)
    else if (running.current.delete(told.id) && currentPlace().screen !== 'import') tellEnd(told)
  })
  useOfferToGoOn()
}

function tellEnd({ id, state, needsYou }: ImportSummary): void {
  const { t } = translator
  // Whoever took it back was there.
  if (state === 'undone' || state === 'cancelled') return
  const sentence =
    state === 'interrupted'
      ? t('import.toast.stopped')
      : needsYou > 0
        ? t('import.toast.needsYou', { count: needsYou })
        : t('import.toast.done')
  toastOffer(sentence, t('import.past.show'), () => {
    showReport(id)
    openImport()
  })
}

/** Once a start: an import that a killed app left unfinished is offered, quietly. */
function useOfferToGoOn(): void {
  const isOffered = useRef(false)
  const { data: imports } = useQuery(queries.imports())
  useEffect(() => {
    if (imports === undefined || isOffered.current) return
    isOffered.current = true
    const left = imports.find(({ state }) => state === 'interrupted')
    if (left === undefined) return
    const { sourceName: name, done, total } = left
    const sentence = translator.t('import.toast.interrupted', { name, done, total })
    toastOffer(sentence, translator.t('import.past.goOn'), () => {
      showReport(left.id)
      openImport()
      void goOn(left.id)
    })
  }, [imports])
}
