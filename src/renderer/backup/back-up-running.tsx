import { useWords } from '../app/i18n'
import { CurrentWork } from '../tasks/current-task'
import { stopWork, useWork } from '../tasks/task'
import { WorkRunning } from '../tasks/task-dialog'

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
