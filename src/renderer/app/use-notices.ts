import { useEffect } from 'react'
import type { Notice, NumberedNotice } from '../../shared/start'
import { countList } from '../ui/counts'
import { request } from './api'
import { translator } from './i18n'
import { openGallery, openRestore } from './navigation'
import { toastDone, toastOffer, toastWarning } from './toasts'

function say({ code, details }: Notice): void {
  // It is offered above the campaign, for as long as it takes.
  if (code === 'ended-badly') return
  if (code === 'trash-leaving' || code === 'trash-emptied') {
    // It stays on screen: the game master may be away.
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
    toastWarning(translator.t(`notice.${code}`, details))
    return
  }
  toastDone(translator.t(`notice.${code}`, details))
}

/** The number of the last notice that this page has said. */
let lastSaid = 0

/** Shows each notice once: those from the start, and those that come later. */
export function useNotices(notices: readonly NumberedNotice[]): void {
  useEffect(() => {
    for (const notice of notices) {
      if (notice.number <= lastSaid) continue
      lastSaid = notice.number
      say(notice)
    }
  }, [notices])
}
