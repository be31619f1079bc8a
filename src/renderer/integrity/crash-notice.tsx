import { IconBolt } from '@tabler/icons-react'
import { useWords } from '../app/i18n'
import { openIntegrity } from '../app/navigation'
import { createStore } from '../app/store'
import { NoticeStrip } from '../ui/notice-strip'

const offer = createStore({ isOver: false })

/** Whether the check is still to be offered after an end that was none. */
export function useCrashOffer(endedBadly: boolean): boolean {
  return !offer.use().isOver && endedBadly
}

/** After a crash or a power cut: nothing should be wrong, and looking costs a click. Offered once. */
export function CrashNotice() {
  const t = useWords()
  const end = () => offer.change({ isOver: true })
  const checkNow = () => {
    end()
    openIntegrity()
  }
  return (
    <NoticeStrip
      icon={IconBolt}
      text={t('notice.ended-badly')}
      action={t('integrity.title')}
      onAction={checkNow}
      onClose={end}
    />
  )
}
