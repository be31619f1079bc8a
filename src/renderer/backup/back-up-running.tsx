import { CurrentWork } from '../components/current-work'
import { stopWork, useWork } from '../components/work'
import { WorkRunning } from '../components/work-running'
import { useWords } from '../i18n'

/** How far the backup is; the window stays usable behind it. */
export function BackUpRunning({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { told, isStopping } = useWork()
  return (
    <WorkRunning
      text={t('backup.runningText')}
      cancelLabel={t('backup.cancel')}
      isStopping={isStopping}
      mayCancel={told !== null}
      mayLeave={told !== null}
      onCancel={() => void stopWork()}
      onLeave={onClose}
    >
      <CurrentWork work="backup" waiting={t('work.waiting')} />
    </WorkRunning>
  )
}
