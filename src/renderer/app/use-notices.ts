import { useEffect, useRef } from 'react'
import type { Notice } from '../../shared/start'
import { countList } from '../ui/counts'
import { request, useEvent } from './api'
import { translator } from './i18n'
import { openGallery, openRestore } from './navigation'
import { toastDone, toastOffer, toastWarning } from './toasts'

function say({ code, details }: Notice): void {
  // It is offered above the campaign, for as long as it takes.
  if (code === 'ended-badly') return
  if (code === 'trash-leaving' || code === 'trash-emptied') {
    // Nobody may be there to read it just now, so it stays.
    const sentence = translator.t(`notice.${code}`, { list: countList(details) })
    toastOffer(sentence, translator.t('history.openTrash'), () => openGallery('trash'))
    return
  }
  if (code === 'records-lost') {
    const sentence = translator.t(`notice.${code}`, { list: countList(details) })
    toastOffer(sentence, translator.t('restore.open'), openRestore)
    return
  }
  if (code === 'data-on-network') {
    toastOffer(translator.t(`notice.${code}`), translator.t('storage.notice.open'), () =>
      openGallery('storage'),
    )
    return
  }
  if (code.startsWith('opened-')) {
    // It holds for as long as the window is open.
    toastOffer(translator.t(`notice.${code}`), translator.t('trouble.openFolder'), () => {
      void request('app:open-folder', { folder: 'data' })
    })
    return
  }
  if (code === 'without-sandbox') {
    toastWarning(translator.t(`notice.${code}`))
    return
  }
  toastDone(translator.t(`notice.${code}`, details))
}

/** Tells what the game master should know: what was found at the start, and what comes up later. */
export function useNotices(atStart: readonly Notice[]): void {
  const isSaid = useRef(false)
  useEffect(() => {
    if (isSaid.current) return
    isSaid.current = true
    for (const notice of atStart) say(notice)
  }, [atStart])
  useEvent('notice:new', say)
}
